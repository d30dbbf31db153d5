import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh } from "./support/answers.ts";
import type { Case } from "./support/api.ts";
import { type Casework, caseworkOf, typesOf } from "./support/casework.ts";
import { click, doorOf } from "./support/door.ts";
import { personAt } from "./support/pages.ts";
import { changedPolicy, unfolded } from "./support/policies.ts";
import { saying } from "./support/slack.ts";
import { until } from "./support/until.ts";

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 20 });

/** Hours as seconds, somebody to turn to, and Priya on holiday. */
const hurried = [
  unfolded,
  ["remindAfter: 3d", "remindAfter: 4s"],
  ["normal: { acknowledge: 8h, resolve: 40h }", "normal: { acknowledge: 8s, resolve: 90s }"],
  [
    "escalation: {}",
    `escalation:
  backup: U0JONAS
  manager: priya@us.example
  people:
    - { who: priya@us.example, away: true, backup: U0JONAS }
    - { who: jonas@us.example, backup: U0MIA, manager: U0MIA }`,
  ],
] as const;

const folder = mkdtempSync(join(tmpdir(), "afterscore-sla-"));
let app: Afterscore;
let cases: Casework;
beforeAll(async () => {
  app = await startAfterscore({ policy: changedPolicy(folder, hurried) });
  cases = caseworkOf(app);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Two sweeps and a breath: what had been due by now has been told. */
const quietly = () => sleep(13_000);
const patient = { within: 100_000, every: 250 };
/** Severity normal: only these have targets of seconds. */
const openNormal = (owner = "mia@us.example") => cases.open({ account: { id: fresh("acme"), name: "Acme", owner: { email: owner } } }, 5);

const happened = (caseId: string, what: string) =>
  until(
    `${what} of ${caseId}`,
    async () => {
      const shown = await cases.show(caseId);
      return typesOf(shown.timeline).includes(what) ? shown : undefined;
    },
    patient,
  );

/** What was said to somebody alone about somebody. */
async function directly(user: string, about: string): Promise<string[]> {
  const { channel } = (await app.slack.call("conversations.open", { users: user })) as unknown as { channel: { id: string } };
  return saying(await app.slack.history(channel.id), about).map(({ text }) => text);
}

/** How long after it was due each step was told; milliseconds. */
const delays = ({ timeline }: Case) => timeline.flatMap(({ at, due }) => (typeof due === "string" ? [Date.parse(String(at)) - Date.parse(due)] : []));

/** What happened from an event on: a busy machine may have been slow to come to it. */
const since = ({ timeline }: Case, event: string) => typesOf(timeline).slice(typesOf(timeline).indexOf(event));
/** The steps of the clock alone. */
const stepsOf = ({ timeline }: Case) => typesOf(timeline).filter((type) => /^(?:warn|escalate)/.test(type));

const chain = ["warn warn", "escalate owner", "escalate backup", "escalate manager", "escalate channel"];

describe.concurrent("a case that nobody acknowledges", () => {
  it("is told to its owner, then to backup, manager and channel: each once, in time, in thread and history", async () => {
    const opened = await openNormal();
    await happened(opened.caseId, "escalate channel");
    const { lines, shown } = await cases.seen(opened, 5);
    expect(typesOf(shown.timeline)).toEqual(["open", ...chain]);
    expect(shown.state).toBe("open");
    for (const entry of shown.timeline.slice(1)) expect(entry).toMatchObject({ actor: "afterscore", source: "pipeline" });
    for (const delay of delays(shown)) expect([delay >= 0, delay < 90_000]).toEqual([true, true]);
    expect(lines).toEqual([
      expect.stringMatching(/Nobody has acknowledged this yet.*<@U0MIA>/),
      expect.stringMatching(/Overdue: .*: <@U0MIA>$/),
      expect.stringMatching(/Still not acknowledged: .*backup.*: <@U0JONAS>$/),
      expect.stringMatching(/Still not acknowledged: .*manager.*: <@U0PRIYA>$/),
      expect.stringMatching(/Still not acknowledged: .*: <!here>$/),
    ]);
    await quietly();
    expect((await cases.seen(opened)).lines).toEqual(lines);
    expect(typesOf((await cases.show(opened.caseId)).timeline)).toEqual(["open", ...chain]);
  });

  it("is left alone from the moment somebody does, but for one private word that nobody has called", async () => {
    const opened = await openNormal();
    await happened(opened.caseId, "warn warn");
    await doorOf(app.local).interaction(click({ user: "U0JONAS" }, opened, "acknowledge"));
    const reminded = await happened(opened.caseId, "warn contact");
    const types = typesOf(reminded.timeline);
    expect(types.slice(types.indexOf("acknowledge"))).toEqual(["acknowledge", "warn contact"]);
    const said = await until("a private word", async () => {
      const found = await directly("U0MIA", opened.who.email);
      return found.length > 0 ? found : undefined;
    }, patient);
    expect(said).toEqual([expect.stringMatching(/Nobody has contacted the customer yet: NPS 5 of 10 from .*Acme.*Open the case/)]);
    await quietly();
    expect(await directly("U0MIA", opened.who.email)).toEqual(said);
    expect(typesOf((await cases.show(opened.caseId)).timeline)).toEqual(types);
    // The word is for the owner alone: the thread has nothing of it.
    expect((await cases.seen(opened)).lines).toHaveLength(types.length - 2);
  });

  it("is left alone, without that word, once the customer has been contacted", async () => {
    const opened = await openNormal();
    await cases.happen(opened.caseId, { type: "acknowledge" });
    await cases.happen(opened.caseId, { type: "contact", how: "call" });
    await quietly();
    expect(since(await cases.show(opened.caseId), "acknowledge")).toEqual(["acknowledge", "contact"]);
    expect(await directly("U0MIA", opened.who.email)).toEqual([]);
  });

  it("is left alone once it is resolved", async () => {
    const opened = await openNormal();
    await cases.happen(opened.caseId, { type: "resolve", outcome: "recovered", rootCause: "bug" });
    await quietly();
    expect(since(await cases.show(opened.caseId), "resolve")).toEqual(["resolve"]);
  });
});

describe.concurrent("a snoozed case", () => {
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

  it("is silent, and wakes with the time it had left when its customer answers again", async () => {
    const opened = await openNormal();
    await cases.happen(opened.caseId, { type: "snooze", until: inAnHour() });
    await quietly();
    const asleep = (await cases.seen(opened, 1)).shown;
    expect([asleep.state, since(asleep, "snooze")]).toEqual(["snoozed", ["snooze"]]);
    await app.settled((await app.accepted(answer(6, { respondent: opened.who }))).id, 60_000);
    const woken = await happened(opened.caseId, "join");
    expect(woken.state).toBe("open");
    expect(woken).not.toHaveProperty("snoozedUntil");
    expect(Date.parse(woken.due.acknowledgeBy) - Date.parse(asleep.due.acknowledgeBy)).toBeGreaterThan(12_000);
    expect(since(woken, "snooze").slice(0, 2)).toEqual(["snooze", "join"]);
    // And its clock goes on.
    expect(stepsOf(await happened(opened.caseId, "escalate channel"))).toEqual(chain);
    const { lines } = await cases.seen(opened, 7);
    expect(lines.filter((line) => /Snoozed by local|Answered again: NPS 6 of 10 · this ended the snooze/.test(line))).toHaveLength(2);
    expect(lines).toHaveLength(7);
  });

  it("wakes at its time, says so once, and its clock goes on", async () => {
    const opened = await openNormal();
    const wakesAt = Date.now() + 7_000;
    await cases.happen(opened.caseId, { type: "snooze", until: new Date(wakesAt).toISOString() });
    const woken = await happened(opened.caseId, "wake");
    expect(since(woken, "snooze").slice(0, 2)).toEqual(["snooze", "wake"]);
    const wake = woken.timeline.find(({ type }) => type === "wake");
    expect(Date.parse(String(wake?.["at"]))).toBeGreaterThanOrEqual(wakesAt);
    expect(Date.parse(String(wake?.["at"])) - wakesAt).toBeLessThan(90_000);
    await happened(opened.caseId, "escalate channel");
    const { shown, lines } = await cases.seen(opened, 7);
    expect(stepsOf(shown)).toEqual(chain);
    expect(lines).toHaveLength(7);
    expect(lines.filter((line) => line.includes("The snooze is over"))).toHaveLength(1);
  });
});

describe.concurrent("an owner who is away", () => {
  it("by the policy is stepped over: the backup is told in their place", async () => {
    const opened = await openNormal("priya@us.example");
    await happened(opened.caseId, "escalate owner");
    const { lines } = await cases.seen(opened, 2);
    for (const line of lines.slice(0, 2)) {
      expect(line).toContain("<@U0JONAS>");
      expect(line).not.toContain("<@U0PRIYA>");
    }
  });

  it("by their status in Slack is stepped over as well", async () => {
    const jonas = personAt(app.local, "U0JONAS");
    await jonas.away(true);
    try {
      const opened = await openNormal("jonas@us.example");
      await happened(opened.caseId, "warn warn");
      const { lines } = await cases.seen(opened, 1);
      expect(lines[0]).toContain("<@U0MIA>");
      expect(lines[0]).not.toContain("<@U0JONAS>");
    } finally {
      await jonas.away(false);
    }
  });
});

describe.concurrent("a critical case", () => {
  const critical = (owner: string) => cases.open({ account: { id: fresh("big"), name: "Big", mrr: 9_000, currency: "USD", owner: { email: owner } }, contactMe: true }, 1);
  const word = (user: string, about: string) =>
    until("a private word", async () => {
      const found = await directly(user, about);
      return found.length > 0 ? found : undefined;
    }, patient);

  it("is told to its owner alone, once, with a link to its card", async () => {
    const opened = await critical("mia@us.example");
    const said = await word("U0MIA", opened.who.email);
    expect(said).toEqual([expect.stringMatching(/A critical case is yours: NPS 1 of 10 from .*Big\. Acknowledge it by <!date\^\d+.*Open the case>/)]);
    const [, link = ""] = /<(http[^|]*)\|Open the case>/.exec(said[0] ?? "") ?? [];
    expect((await fetch(link, { redirect: "manual" })).headers.get("Location")).toContain(`#m${opened.ts}`);
    expect((await cases.seen(opened)).lines).toEqual([]);
    await quietly();
    expect(await directly("U0MIA", opened.who.email)).toEqual(said);
  });

  it("is told to the backup while its owner is away", async () => {
    const opened = await critical("priya@us.example");
    expect(await word("U0JONAS", opened.who.email)).toHaveLength(1);
    expect(await directly("U0PRIYA", opened.who.email)).toEqual([]);
  });
});
