import { describe, expect, test } from "vitest";
import * as z from "zod";
import { described, jsonLog } from "../../../shared/runtime/log.ts";
import { printed } from "../../support/printed.ts";

const canary = "Xanthippe";

describe("the log", () => {
  test("is one line of JSON for each event, with its level, service and details", () => {
    const said = printed();
    const log = jsonLog("alert");
    log.info("queued what was due", { effects: 3 });
    log.warn("effect unknown", { effect: "rsp_1.alert" });
    log.error("lane failed", new Error("away", { cause: new Error("ECONNREFUSED") }), { messages: ["m1"] });
    expect(said.lines()).toEqual([
      expect.objectContaining({ level: "INFO", service: "alert", message: "queued what was due", effects: 3 }),
      expect.objectContaining({ level: "WARN", message: "effect unknown", effect: "rsp_1.alert" }),
      expect.objectContaining({ level: "ERROR", message: "lane failed", messages: ["m1"], error: "Error: away, because Error: ECONNREFUSED" }),
    ]);
    for (const { timestamp } of said.lines()) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test("says of an error what went wrong, and nothing of what else it holds", () => {
    const said = printed();
    const refused = Object.assign(new Error("Transaction cancelled"), {
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "ConditionalCheckFailed", Item: { name: { S: canary } } }],
    });
    jsonLog("route").error("record failed", new Error("not written", { cause: refused }));
    expect(said.text()).toContain("TransactionCanceledException: Transaction cancelled");
    expect(said.text()).not.toContain(canary);
  });
});

describe("an error in words", () => {
  const thrownBy = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return error;
    }
  };

  test.each([
    ["a parser", () => JSON.parse(canary) as unknown, "SyntaxError: what was to be read is malformed"],
    ["a schema", () => z.strictObject({ id: z.string() }).parse({ [canary]: canary }), "ZodError: /id invalid_type, / unrecognized_keys"],
    ["a schema of choices", () => z.object({ kind: z.enum(["a"]) }).parse({ kind: canary }), "ZodError: /kind invalid_value"],
  ])("of %s does not quote what it was about", (_, work, words) => {
    expect(described(thrownBy(work))).toBe(words);
  });

  test("is whatever was thrown", () => {
    expect([described("no_text"), described(new RangeError("Invalid time value"))]).toEqual(["no_text", "RangeError: Invalid time value"]);
  });
});
