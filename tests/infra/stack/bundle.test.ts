import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { sameTwice, writeBundle } from "../../../infra/bundle.ts";
import { readMessagesSource } from "../../../infra/messages-source.ts";
import { readPolicySource } from "../../../infra/policy-source.ts";
import { functionNames } from "../../../infra/topology.ts";
import { variables } from "../../../shared/environment.ts";

const run = promisify(execFile);

/** Bytes; a cold start grows with them, and these are waited for. */
const largest = new Map<string, number>([["receive", 420_000], ["alert", 450_000]]);

/** What is set for a function that is only loaded. */
const environment = { ...Object.fromEntries(Object.values(variables).map((name) => [name, "x"])), [variables.policy]: "policy.json", [variables.messages]: "messages.json", [variables.localPeople]: "", AWS_REGION: "us-east-1" };

describe.each(functionNames)("the bundle of %s", (name) => {
  it("is loaded from an empty folder, is small, and brings nothing it must not", async () => {
    const folder = mkdtempSync(join(tmpdir(), "afterscore-bundle-"));
    onTestFinished(() => { rmSync(folder, { recursive: true }); });
    writeBundle(name, folder);
    writeFileSync(join(folder, "policy.json"), readPolicySource("policy.yaml").sealed);
    writeFileSync(join(folder, "messages.json"), readMessagesSource().sealed);
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", `console.log(typeof (await import("./index.mjs")).handler)`], { cwd: folder, env: environment });
    expect(stdout.trim()).toBe("function");
    const file = join(folder, "index.mjs");
    expect(statSync(file).size).toBeLessThan(largest.get(name) ?? 900_000);
    // Frameworks, zod's translations and whatever is built for one processor stay out.
    expect(readFileSync(file, "utf8")).not.toMatch(/@slack\/bolt|require\("express"\)|Неверный ввод|\.node"\)/);
  });
});

it("what goes into a bundle once, though two packages bring it, is the same in both", () => {
  const here = createRequire(import.meta.url);
  const slack = createRequire(here.resolve("@slack/web-api"));
  const queue = createRequire(slack.resolve("p-queue"));
  for (const name of Object.keys(sameTwice)) {
    const [installed, ...brought] = [here, slack, queue].map((from) => readFileSync(from.resolve(name), "utf8"));
    expect(brought).toEqual([installed, installed]);
  }
});
