import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkView, checkMessage } from "../../infra/local/slack/block-kit/check-view.ts";
import { SIGNING_SECRET, TOKEN, runningWorkspace, served } from "../infra/slack/running-workspace.ts";
import { startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import { freePort } from "./support/engine.ts";
import { caseworkOf } from "./support/casework.ts";
import { personAt } from "./support/pages.ts";
import { slackOf } from "./support/slack.ts";
import { until } from "./support/until.ts";

/** Something the product asked Slack for, and what Slack said. */
type Call = { readonly method: string; readonly args: Readonly<Record<string, unknown>>; readonly answer: { readonly ok: boolean; readonly error?: string } };

const structured = (value: string): unknown => (/^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value);

/** Passes the product's calls on to a workspace, and writes down what was said. */
async function recording(to: string): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const between = new Hono();
  between.all("/api/:method", async (c) => {
    const body = await c.req.text();
    const type = c.req.header("Content-Type") ?? "";
    const passed = await fetch(`${to}/${c.req.param("method")}`, {
      method: "POST",
      headers: { Authorization: c.req.header("Authorization") ?? "", "Content-Type": type },
      body,
    });
    const text = await passed.text();
    const args = type.includes("json") ? (JSON.parse(body) as Call["args"]) : Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, structured(value)]));
    if (c.req.header("Authorization") === `Bearer ${TOKEN}`) calls.push({ method: c.req.param("method"), args, answer: JSON.parse(text) as Call["answer"] });
    return c.body(text, passed.status as 200, { "Content-Type": "application/json" });
  });
  return { url: `${await served(between)}/api/`, calls };
}

/** What Slack would find wrong with a call; undefined when nothing. */
function objection({ method, args, answer: { ok, error } }: Call): string | undefined {
  try {
    if (args["view"] !== undefined) checkView(args["view"]);
    if (args["blocks"] !== undefined) checkMessage({ text: args["text"] as string, blocks: args["blocks"] });
  } catch (problem) {
    return `${method}: ${String(problem)}`;
  }
  return ok ? undefined : `${method}: ${error ?? "?"}`;
}

const comment = "出口每周一都坏😀👩🏽‍💻".repeat(500).slice(0, 4_990);
const longName = "龍".repeat(59) + "é";
const note = "很长的笔记 & <b> *x* 😀 ".repeat(150);
const cut = (text: string, most: number) => Array.from(text).slice(0, most).join("").trimEnd();

describe("Slack's limits", () => {
  it("are kept by everything the product says, whatever people wrote", { timeout: 400_000 }, async () => {
    const port = await freePort();
    const running = await runningWorkspace({ channels: ["customer-feedback", "afterscore-test"], interactionsUrl: `http://127.0.0.1:${port}/slack/interactions` });
    const { url, calls } = await recording(`${running.url}/local/slack/api`);
    const app = await startAfterscore({ port, env: { SLACK_BOT_TOKEN: TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: url } });
    onTestFinished(() => app.stop());
    // What a test reads is read past the recording.
    const slack = slackOf({ slack: { apiUrl: `${running.url}/local/slack/api/`, token: TOKEN, signingSecret: SIGNING_SECRET, defaultChannel: running.channel } });
    const cases = caseworkOf({ ...app, slack }, running.channel);
    const mia = personAt({ url: running.url }, "U0MIA");
    const account = { id: fresh("a".repeat(60)), name: longName, plan: longName, mrr: 123_456_789.12, currency: "XTS", renewsOn: "2026-12-01", owner: { email: "mia@us.example", name: longName } };
    const survey = { id: fresh("s".repeat(60)), name: "調".repeat(100) };
    const opened = await cases.open({ comment, account, survey, respondent: { name: longName }, contactMe: true }, 0);
    const press = async (wants: string) => {
      const card = await until("the card", () => cases.cardOf(opened.caseId));
      await mia.press(card, running.channel, wants);
    };

    // Each dialog, with as much in it as it takes.
    await press("note");
    expect(await mia.modal()).toContain("龍龍龍");
    await mia.submit({ note: cut(note, 2000) });
    expect(await mia.modal()).toBe("");
    await cases.seen(opened, 1);
    await press("assign");
    await mia.submit({ owner: "U0MIA" });
    await press("snooze");
    await mia.close();
    await press("draft");
    await mia.submit({ message: cut(note, 3000) });
    expect(await mia.modal()).toBe("");
    await cases.seen(opened, 3);
    // The card's menu has no contact any more, and the dialog for it is seen on another case.
    const other = await cases.open({ comment: "\u202e<!channel> *x* `y` ~z~ :smile: https://x.example @here", account, respondent: { name: "x".repeat(60) } }, 2);
    await mia.press((await cases.seen(other)).card, running.channel, "contact");
    await mia.submit({ how: "meeting", said: cut(note, 2000) });
    await cases.seen(other, 2);
    await app.settled((await app.accepted(answer(1, { id: fresh("again"), respondent: opened.who, comment }))).id, 60_000);
    await cases.seen(opened, 4);
    await press("resolve");
    await mia.submit({ outcome: "not_actionable", root_cause: "missing_feature", note: cut(note, 2000) });
    expect(await mia.modal()).toBe("");
    const { lines } = await cases.seen(opened, 5);
    expect(lines).toHaveLength(5);

    // The lists, longer than they can show.
    for (let at = 0; at < 12; at += 1) await app.accepted(answer(5, { account, respondent: { ...person(), name: longName } }));
    await until("they are all listed", async () => ((await app.all("/v1/cases?state=open")).length >= 12 ? true : undefined), { within: 60_000 });
    await mia.openHome();
    expect(await mia.read("app/home")).toContain("Your cases");
    for (const command of ["cases", `case ${opened.caseId}`, `scores ${survey.id}`, "scores", "help", "case nobody"]) {
      const before = (await mia.privately()).length;
      await mia.say(running.channel, `/afterscore ${command}`);
      const [said = ""] = (await mia.privately()).slice(before);
      expect([command, said]).toEqual([command, expect.not.stringMatching(/failed with the error/)]);
      expect(said).toMatch(/Only visible to you/);
    }
    // Something private, in the channel and directly.
    await mia.press((await cases.seen(opened)).card, running.channel, "reopen");
    await cases.seen(opened, 6);
    const said = calls.filter(({ args }) => args["blocks"] !== undefined || args["view"] !== undefined || args["text"] !== undefined);
    expect(said.map(objection).filter((wrong) => wrong !== undefined)).toEqual([]);
    const methods = new Set(said.map(({ method }) => method));
    expect([...methods].sort()).toEqual(["chat.postMessage", "chat.update", "views.open", "views.publish"]);
    // Whoever wrote much is shown whole: on the card, and in the thread's line.
    const whole = JSON.stringify(said.map(({ args }) => args["blocks"]));
    expect(whole).toContain(comment.slice(0, 2_900));
    expect(whole).toContain(JSON.stringify(cut(note, 1_990)).slice(1, -1));
  });
});
