import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import type { Body } from "./support/api.ts";
import { type Casework, type Opened, caseworkOf, typesOf } from "./support/casework.ts";
import { type Door, chosen, click, doorOf, picked, submission, typed } from "./support/door.ts";
import { type PersonAt, aWhile, personAt } from "./support/pages.ts";
import { changedPolicy, unfolded } from "./support/policies.ts";
import { until } from "./support/until.ts";

/** Mia and Jonas may work cases here, Priya may not. */
const folder = mkdtempSync(join(tmpdir(), "afterscore-workers-"));
let app: Afterscore;
let cases: Casework;
let door: Door;
let people: Readonly<Record<"mia" | "jonas" | "priya", PersonAt>>;
beforeAll(async () => {
  app = await startAfterscore({ policy: changedPolicy(folder, [unfolded, ['testChannel: "#afterscore-test"', 'workers: S0CSM\n  testChannel: "#afterscore-test"']]) });
  cases = caseworkOf(app);
  door = doorOf(app.local);
  people = { mia: personAt(app.local, "U0MIA"), jonas: personAt(app.local, "U0JONAS"), priya: personAt(app.local, "U0PRIYA") };
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What only this person has been told since `before`. */
const news = async (who: PersonAt, before: readonly string[]) => {
  const said = await until("something private", async () => {
    const all = await who.privately();
    return all.length > before.length ? all : undefined;
  });
  return said.slice(before.length);
};

/** Everything that can be seen of a case. */
const all = async (opened: Opened) => ({ shown: await cases.show(opened.caseId), card: await cases.cardOf(opened.caseId), lines: await app.slack.thread(opened.ts) });
const resolved = async (who = "U0JONAS") => {
  const opened = await cases.open();
  await door.interaction(submission({ user: who }, opened, "resolve", { outcome: chosen("recovered"), root_cause: chosen("bug") }));
  await cases.seen(opened, 1);
  return opened;
};

describe("a click that comes too late", () => {
  it.each(["acknowledge", "snooze", "contact", "draft", "resolve"])("%s on a resolved case changes nothing, and the person alone is told", async (wants) => {
    const opened = await resolved();
    const before = await all(opened);
    const [mias, jonas] = [await people.mia.privately(), await people.jonas.privately()];
    expect((await door.interaction(click({ user: "U0MIA" }, opened, wants))).status).toBe(200);
    const [said, ...more] = await news(people.mia, mias);
    expect(said).toMatch(/Only visible to you.*Already resolved by @Jonas Weber .*\(recovered\)\. Nothing was changed\. Reopen it if there is more to do\./);
    expect(more).toEqual([]);
    expect(await people.mia.modal()).toBe("");
    await aWhile();
    expect(await all(opened)).toEqual(before);
    expect(await people.jonas.privately()).toEqual(jonas);
  });

  it("finds out in the dialog itself when somebody else was quicker, and no mail goes out", async () => {
    const opened = await cases.open();
    const mails = (await app.mailbox.to(opened.who.email)).length;
    await people.mia.press((await cases.seen(opened)).card, opened.channel, "draft");
    await door.interaction(submission({ user: "U0JONAS" }, opened, "resolve", { outcome: chosen("churned"), root_cause: chosen("price") }));
    await cases.seen(opened, 1);
    const before = await all(opened);
    await people.mia.submit({ message: "Hello" });
    expect(await people.mia.modal()).toMatch(/Already resolved by @Jonas Weber .*\(churned\)\. Nothing was changed, and your mail was not sent\./);
    await people.mia.close();
    await aWhile();
    expect(await all(opened)).toEqual(before);
    expect(await app.mailbox.to(opened.who.email)).toHaveLength(mails);
  });

  it("cannot write to a customer who has been contacted meanwhile: the menu does not offer it, and an old card's does not do it", async () => {
    const opened = await cases.open();
    await door.interaction(submission({ user: "U0JONAS" }, opened, "contact", { how: chosen("call") }));
    expect((await cases.seen(opened, 1)).offers).toEqual(["Resolve …", "Assign to …", "Snooze …", "Add a note …"]);
    const before = await people.mia.privately();
    await door.interaction(click({ user: "U0MIA" }, opened, "draft"));
    expect(await news(people.mia, before)).toEqual([expect.stringMatching(/Already contacted by @Jonas Weber .*\. Nothing was changed\.$/)]);
    expect(await people.mia.modal()).toBe("");
  });

  it("of a case that is not there says so", async () => {
    const before = await people.mia.privately();
    const place = { caseId: "case_nobody", channel: app.local.slack.defaultChannel, ts: "1795426200.000100" };
    expect((await door.interaction(click({ user: "U0MIA" }, place, "acknowledge"))).status).toBe(200);
    expect(await news(people.mia, before)).toEqual([expect.stringContaining("This case is not there any more. Nothing was changed.")]);
  });
});

describe("what comes more than once", () => {
  it("is one transition: a click that Slack delivers three times", async () => {
    const opened = await cases.open();
    const payload = click({ user: "U0MIA" }, opened, "acknowledge");
    const answers = [await door.interaction(payload), await door.interaction(payload, { retry: 1 }), await door.interaction(payload, { retry: 2 })];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await aWhile();
    const { shown, lines } = await cases.seen(opened, 1);
    expect([typesOf(shown.timeline), lines.length]).toEqual([["open", "acknowledge"], 1]);
  });

  it("is one transition: a double click of one person, and two people at once, of whom one is told", async () => {
    const opened = await cases.open();
    const [mias, jonas] = [await people.mia.privately(), await people.jonas.privately()];
    await Promise.all([
      door.interaction(click({ user: "U0MIA" }, opened, "acknowledge")),
      door.interaction(click({ user: "U0MIA" }, opened, "acknowledge")),
      door.interaction(click({ user: "U0JONAS" }, opened, "acknowledge")),
    ]);
    await aWhile();
    const { shown, lines } = await cases.seen(opened, 1);
    expect([typesOf(shown.timeline), lines.length]).toEqual([["open", "acknowledge"], 1]);
    const winner = shown.timeline.at(-1)?.["actor"];
    const told = { mia: (await people.mia.privately()).slice(mias.length), jonas: (await people.jonas.privately()).slice(jonas.length) };
    if (winner === "U0MIA") expect(told.jonas).toEqual([expect.stringContaining("Already acknowledged by @Mia Chen")]);
    else expect(told.mia).toEqual([1, 2].map(() => expect.stringContaining("Already acknowledged by @Jonas Weber") as string));
  });

  it("is one note and one mail: a dialog that is submitted twice at once, and again", async () => {
    const opened = await cases.open();
    const mails = (await app.mailbox.to(opened.who.email)).length;
    const note = submission({ user: "U0MIA" }, opened, "note", { note: typed("Only once") });
    const draft = submission({ user: "U0MIA" }, opened, "draft", { message: typed("Hello once") });
    const contact = submission({ user: "U0MIA" }, opened, "contact", { how: chosen("call"), said: typed("Yes") });
    for (const payload of [note, contact]) {
      const answers = await Promise.all([door.interaction(payload), door.interaction(payload)]);
      answers.push(await door.interaction(payload));
      expect(answers.map(({ status, text }) => `${status}${text}`)).toEqual(["200", "200", "200"]);
    }
    const other = await cases.open();
    await Promise.all([1, 2, 3].map(() => door.interaction({ ...draft, view: { ...draft.view, private_metadata: JSON.stringify({ caseId: other.caseId }) } })));
    await aWhile();
    const { shown, lines } = await cases.seen(opened, 3);
    expect(typesOf(shown.timeline)).toEqual(["open", "note", "contact", "note"]);
    expect(lines).toHaveLength(3);
    expect(typesOf((await cases.seen(other, 1)).shown.timeline)).toEqual(["open", "contact"]);
    expect(await app.mailbox.to(opened.who.email)).toHaveLength(mails);
    const written = (await app.mailbox.to(other.who.email)).filter(({ text }) => text.includes("Hello once"));
    expect(written).toHaveLength(1);
  });

  it("opens one dialog for each trigger, and says when Slack would not wait", async () => {
    const opened = await cases.open();
    const before = await people.mia.privately();
    // Nobody has issued this trigger, as when it is older than three seconds.
    expect((await door.interaction(click({ user: "U0MIA" }, opened, "resolve"))).status).toBe(200);
    expect(await news(people.mia, before)).toEqual([expect.stringContaining("That took too long for Slack. Please click again.")]);
    expect((await cases.show(opened.caseId)).state).toBe("open");
  });
});

describe("what must not be obeyed", () => {
  const wishes = (opened: Opened, user: string, team?: string) => {
    const who = { user, ...(team === undefined ? {} : { team }) };
    return [
      click(who, opened, "acknowledge"),
      submission(who, opened, "note", { note: typed("Not mine to write") }),
      submission(who, opened, "resolve", { outcome: chosen("recovered"), root_cause: chosen("bug") }),
      submission(who, opened, "assign", { owner: picked(user) }),
      submission(who, opened, "draft", { message: typed("A mail from nobody") }),
    ];
  };

  it.each([
    { what: "forged", how: { secret: "guessed" } },
    { what: "older than five minutes", how: { age: 302 } },
    { what: "from a time to come", how: { age: -302 } },
  ])("is 401 when it is $what", async ({ how }) => {
    const opened = await cases.open();
    const [before, mails] = [await all(opened), (await app.mailbox.all()).length];
    for (const payload of wishes(opened, "U0MIA")) {
      const { status, text } = await door.interaction(payload, how);
      expect([status, JSON.parse(text)]).toEqual([401, expect.objectContaining({ status: 401, title: "Not signed by Slack" })]);
    }
    expect((await door.command({ user: "U0MIA" }, "cases", how)).status).toBe(401);
    expect((await door.event({ user: "U0MIA" }, { type: "app_home_opened", tab: "home" }, how)).status).toBe(401);
    await aWhile();
    expect(await all(opened)).toEqual(before);
    expect(await app.mailbox.all()).toHaveLength(mails);
  });

  it.each([
    { what: "a member whom another workspace vouches for", user: "U0MIA", team: "T0ELSEWHERE", told: /Only members of this workspace/ },
    { what: "somebody nobody knows", user: "U0STRANGER", team: "T0ELSEWHERE", told: /Only members of this workspace/ },
    { what: "somebody outside the group that works cases", user: "U0PRIYA", team: "T0LOCAL", told: /Only members of (?:<!subteam\^S0CSM>|@csm) can work cases\. Nothing was changed/ },
  ])("changes nothing, and says why, when it is from $what", async ({ user, team, told }) => {
    const opened = await cases.open();
    const [before, mails, private_] = [await all(opened), (await app.mailbox.all()).length, await people.priya.privately()];
    const [pressed, ...submitted] = await Promise.all(wishes(opened, user, team).map((payload) => door.interaction(payload)));
    // Whom Slack does not know cannot be told in the channel either.
    if (user !== "U0STRANGER") expect([pressed?.status, pressed?.text]).toEqual([200, ""]);
    for (const { status, text } of submitted) {
      expect(status).toBe(200);
      expect((JSON.parse(text) as Body)["response_action"]).toBe("update");
      expect(text).toMatch(told);
    }
    expect((await door.command({ user, team }, "cases")).text).toMatch(told);
    if (user === "U0PRIYA") expect(await news(people.priya, private_)).toEqual([expect.stringMatching(told)]);
    await aWhile();
    expect(await all(opened)).toEqual(before);
    expect(await app.mailbox.all()).toHaveLength(mails);
  });

  it("is told on Home as well, where there is no channel", async () => {
    await people.priya.openHome();
    expect(await people.priya.read("app/home")).toMatch(/has not published a Home for Priya|Only members of @csm/);
    await people.mia.openHome();
    expect(await people.mia.read("app/home")).toMatch(/Your cases/);
  });
});
