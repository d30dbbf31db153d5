import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCommand } from "../../../functions/interact/read-command.ts";
import { readEvent } from "../../../functions/interact/read-event.ts";

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const given = {
  command: "/afterscore", user_id: "U0MIA", team_id: "T0LOCAL", channel_id: "C0CUSTOME", trigger_id: "1.2.x", response_url: "https://hooks.slack.com/commands/1",
};
const ask = (text: string) => readCommand(form({ ...given, text }))?.ask;

describe("a command", () => {
  test("says who gave it and where", () => {
    expect(readCommand(form({ ...given, text: "cases" }))).toEqual({
      user: "U0MIA", teams: ["T0LOCAL"], ask: { kind: "cases" },
    });
  });

  test.each([
    ["cases", { kind: "cases" }],
    ["  CASES  ", { kind: "cases" }],
    ["case case_7hQ2mZx1", { kind: "case", id: "case_7hQ2mZx1" }],
    ["case `case_7hQ2-_x_` ", { kind: "case", id: "case_7hQ2-_x_" }],
    ["case case＿7hQ2-＿x＿", { kind: "case", id: "case_7hQ2-_x_" }],
    ["case", { kind: "help" }],
    ["case ``", { kind: "help" }],
    ["scores", { kind: "scores" }],
    ["scores onboarding-30d", { kind: "scores", survey: "onboarding-30d" }],
    ["Scores  R&amp;D  quarterly &lt;1&gt; ", { kind: "scores", survey: "R&D  quarterly <1>" }],
    ["scores &amp;lt;", { kind: "scores", survey: "&lt;" }],
    ["", { kind: "help" }],
    ["help", { kind: "help" }],
    ["delete everything", { kind: "help" }],
  ])("asks for what its text says: %j", (text, asked) => {
    expect(ask(text)).toEqual(asked);
  });

  test("is looked up by a name of bounded length", () => {
    expect(ask(`case ${"😀".repeat(5000)}`)).toEqual({ kind: "case", id: "😀".repeat(128) });
  });

  test.each(["", "text=cases", "command=%2Fafterscore&user_id=", "{}"])("is none of Slack's without a person: %j", (body) => {
    expect(readCommand(body)).toBeUndefined();
  });
});

describe("an event", () => {
  const opened = { type: "event_callback", team_id: "T0LOCAL", event: { type: "app_home_opened", user: "U0MIA", channel: "D0", tab: "home" } };

  test.each([
    [{ type: "url_verification", challenge: "3eZbrw1a", token: "x" }, { kind: "challenge", challenge: "3eZbrw1a" }],
    [opened, { kind: "home opened", user: "U0MIA", teams: ["T0LOCAL"] }],
    [{ ...opened, event: { ...opened.event, tab: "messages" } }, { kind: "other" }],
    [{ ...opened, event: { type: "app_home_opened" } }, { kind: "other" }],
    [{ type: "event_callback", event: { type: "message" } }, { kind: "other" }],
    [{ type: "url_verification" }, { kind: "other" }],
  ])("is read as far as it matters: %j", (payload, event) => {
    expect(readEvent(JSON.stringify(payload))).toEqual(event);
  });

  test.each(["", "{", "[]", "null", "{}"])("is none of Slack's: %j", (body) => {
    expect(readEvent(body)).toBeUndefined();
  });
});

test("garbage is never thrown at anybody", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.dictionary(fc.constantFrom("command", "user_id", "text"), fc.string()).map((fields) => form(fields))), (body) => {
      readCommand(body);
      readEvent(body);
    }),
    { numRuns: 1000 },
  );
});
