import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, person } from "./support/answers.ts";
import type { Body } from "./support/api.ts";
import { type PersonAt, aWhile, personAt } from "./support/pages.ts";
import { changedPolicy, unfolded } from "./support/policies.ts";
import { newHome } from "./support/process.ts";
import { type Message, saying } from "./support/slack.ts";
import { until } from "./support/until.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000, maxConcurrency: 20 });

const patient = { within: 60_000, every: 200 };

/** The policy as it is written, but that people approve every message, as soon as there is one. */
function startApproving(more: readonly (readonly [string, string])[] = []): Promise<Afterscore> {
  const home = newHome();
  const changes = [
    unfolded,
    ["modes: { detractor: auto, passive: auto, promoter: auto }", "modes: { detractor: approve, passive: approve, promoter: approve }"],
    ["delays: { detractor: 30m, passive: 1h, promoter: 10m }", "delays: { detractor: 0s, passive: 0s, promoter: 0s }"],
    [`quietHours: { start: "20:00", end: "08:00" }`, "quietHours: off"],
    ...more,
  ] as const;
  return startAfterscore({ home, policy: changedPolicy(home, changes), env: { AFTERSCORE_PROFILE: "none" } });
}

/** What is on a card, in one line. */
const wordsOn = (card: Message) => JSON.stringify(card.blocks);
const offered = (card: Message) => [...wordsOn(card).matchAll(/"action_id":"draft\.(\w+)"/g)].map(([, name]) => name);

function draftsOf(app: Afterscore) {
  const { defaultChannel: channel } = app.local.slack;
  /** The draft for somebody, once its card fits. */
  async function draftFor(who: { readonly name: string }, id: string, fits: (card: Message) => boolean = (card) => offered(card).length > 0): Promise<Message> {
    let last: unknown;
    return until(
      `the draft for ${who.name}`,
      async () => {
        const { caseId } = await app.shown(id);
        const history = await app.slack.history(channel);
        const [card] = caseId === undefined ? [] : saying(history, caseId);
        const posts = caseId === undefined ? history : card === undefined ? [] : await app.slack.thread(card.ts, channel);
        const draft = posts.find((post) => post.text.startsWith(`A mail to ${who.name}`));
        last = draft;
        return draft !== undefined && fits(draft) ? draft : undefined;
      },
      patient,
    ).catch((error: unknown) => { throw new Error(`${String(error)}: ${JSON.stringify(last)}`); });
  }
  let count = 0;
  async function answered(score: number, more: Body = {}, about: Body = {}) {
    count += 1;
    const who = { ...person(), name: `Lin ${String.fromCodePoint(64 + count)}ei`, ...about };
    const body = { id: `answer-${who.id}`, ...answer(score, { respondent: who, ...more }) };
    const { id } = await app.accepted(body);
    return {
      who,
      id,
      draft: await draftFor(who, id),
      later: (fits: (card: Message) => boolean) => draftFor(who, id, fits),
      correct: (change: Body) => app.accepted({ ...body, ...change }),
      mails: () => app.mailbox.to(who.email),
      message: async (kind = "follow_up") => (await app.shown(id)).effects.find((effect) => effect.kind === kind),
    };
  }
  const says = (words: RegExp) => (card: Message) => words.test(wordsOn(card)) && offered(card).length === 0;
  return { answered, says, channel };
}

describe.concurrent("a message that people approve", () => {
  let app: Afterscore;
  let drafts: ReturnType<typeof draftsOf>;
  let mia: PersonAt;
  let jonas: PersonAt;
  beforeAll(async () => {
    app = await startApproving();
    drafts = draftsOf(app);
    [mia, jonas] = [personAt(app.local, "U0MIA"), personAt(app.local, "U0JONAS")];
  });
  afterAll(() => app.stop());

  it("is shown in its case's thread as the customer will get it, with its language, and goes when somebody sends it", async () => {
    const { who, draft, mails, message, later } = await drafts.answered(3, {}, { locale: "de-AT" });
    expect(draft.thread_ts).toBeDefined();
    expect(wordsOn(draft)).toContain("German (de)");
    expect(offered(draft)).toEqual(["send", "edit", "discard"]);
    expect(await message()).toMatchObject({ state: "planned" });
    expect(await mails()).toEqual([]);
    await mia.press(draft, drafts.channel, "draft.send");
    await later(drafts.says(/Sent .*approved by <@U0MIA>/));
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(await message()).toMatchObject({ state: "sent" });
    const [greeting = ""] = mail!.text.split("\n\n");
    expect(greeting).toContain(who.name);
    expect(wordsOn(draft)).toContain(JSON.stringify(greeting).slice(1, -1));
  });

  it.for([[8, "follow_up"], [10, "thank"]] as const)("that has no case is a card of its own in the channel that routing names: an answer of %i", async ([score, kind]) => {
    const { draft, mails, message, later } = await drafts.answered(score, { comment: "Nice, but slow." });
    expect(draft.thread_ts).toBeUndefined();
    expect(wordsOn(draft)).toContain("Nice, but slow.");
    await jonas.press(draft, drafts.channel, "draft.send");
    await later(drafts.says(/Sent .*approved by <@U0JONAS>/));
    expect(await message(kind)).toMatchObject({ state: "sent" });
    const [mail] = await mails();
    // Every mail can be left; the reward has a link besides.
    expect(mail!.text.match(/https?:\/\/\S+\/m\//g)).toHaveLength(kind === "thank" ? 2 : 1);
    expect(wordsOn(draft)).not.toMatch(/\/m\//);
  });

  it("goes although a person has acted on the case: they are the ones who approve it", async () => {
    const { id, draft, mails, later } = await drafts.answered(3);
    const { caseId } = await app.shown(id);
    expect((await app.ask("POST", `/v1/cases/${caseId}/events`, JSON.stringify({ type: "acknowledge" }))).status).toBe(200);
    await mia.press(draft, drafts.channel, "draft.send");
    await later(drafts.says(/Sent/));
    expect(await mails()).toHaveLength(1);
  });

  it("goes in the words that somebody has typed instead", async () => {
    const { draft, mails, later } = await drafts.answered(10);
    const priya = personAt(app.local, "U0PRIYA");
    await priya.press(draft, drafts.channel, "draft.edit");
    expect(await priya.begunIn("message")).toMatch(/^\S[\s\S]+\n\n[\s\S]+$/);
    expect(wordsOn(draft)).toContain(`Subject: ${await priya.begunIn("subject")}`);
    const message = "Dear Lin,\n\nyou made <our> day.\nThank you!\n\nPriya";
    for (const wrong of [{ subject: "Ours", message: " " }, { subject: "", message }, { subject: "Two\nlines", message }, { subject: "x".repeat(121), message }]) {
      await priya.submit(wrong);
      expect(await priya.modal()).not.toBe("");
    }
    await priya.submit({ subject: "You made <our> day", message });
    expect(await priya.modal()).toBe("");
    const card = await later(drafts.says(/Sent .*approved by <@U0PRIYA> with changes/));
    expect(wordsOn(card)).toContain("you made <our> day.");
    expect(wordsOn(card)).toContain("Subject: You made <our> day");
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail!.subject).toBe("You made <our> day");
    expect(mail!.text).toContain("you made <our> day.\nThank you!");
    expect(mail!.html).toContain("you made &lt;our&gt; day.");
    expect(mail!.text).toMatch(/\/m\//);
    expect(mail!.text).toContain("1 Example Street");
  });

  it("is discarded for good, and whoever clicks later is told so alone", async () => {
    const { draft, mails, message, later } = await drafts.answered(8);
    await mia.press(draft, drafts.channel, "draft.discard");
    await later(drafts.says(/Discarded by <@U0MIA>/));
    await jonas.press(draft, drafts.channel, "draft.send").catch(() => undefined);
    expect(await message()).toMatchObject({ state: "cancelled", detail: "discarded" });
    await aWhile();
    expect(await mails()).toEqual([]);
  });

  it("goes once, however many send it at once", async () => {
    const { draft, mails, later } = await drafts.answered(8);
    await Promise.all([mia, jonas, mia, jonas].map((who) => who.press(draft, drafts.channel, "draft.send")));
    await later(drafts.says(/Sent/));
    expect(await mails()).toHaveLength(1);
    const told = [...(await mia.privately(drafts.channel)), ...(await jonas.privately(drafts.channel))];
    expect(told.filter((words) => /Already (?:sent|approved) by/.test(words)).length).toBeGreaterThanOrEqual(3);
  });

  it("is shown anew when the answer is corrected, and what was seen before cannot be sent any more", async () => {
    const { draft, mails, later, correct } = await drafts.answered(8);
    await correct({ comment: "Exports fail every Monday." });
    const anew = await later((card) => wordsOn(card).includes("Exports fail"));
    expect(offered(anew)).toEqual(["send", "edit", "discard"]);
    expect(anew.ts).toBe(draft.ts);
    await mia.press(anew, drafts.channel, "draft.send");
    await later(drafts.says(/Sent/));
    expect(await mails()).toHaveLength(1);
  });

  it("is withdrawn, and its card says so, when the answer is corrected to another band", async () => {
    const { draft, later, message, correct, mails } = await drafts.answered(8);
    await correct({ score: 10 });
    await later((card) => card.ts === draft.ts ? false : offered(card).length > 0);
    await until("the first draft says so", async () => {
      const found = (await app.slack.history(drafts.channel)).find(({ ts }) => ts === draft.ts);
      return found !== undefined && drafts.says(/Not sent: corrected/)(found) ? true : undefined;
    }, patient);
    expect(await message()).toMatchObject({ state: "cancelled", detail: "corrected" });
    expect(await message("thank")).toMatchObject({ state: "planned" });
    expect(await mails()).toEqual([]);
  });

  it("is taken out of Slack when its person is erased, and goes nowhere", async () => {
    const { who, id, draft, mails } = await drafts.answered(8);
    await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: who.id }));
    await until("the draft is blotted", async () => {
      const posts = await app.slack.history(drafts.channel);
      return wordsOn(posts.find(({ ts }) => ts === draft.ts)!).includes("Erased") ? true : undefined;
    }, patient);
    await jonas.press(draft, drafts.channel, "draft.send").catch(() => undefined);
    await aWhile();
    expect([(await app.get(`/v1/responses/${id}`)).status, await mails()]).toEqual([expect.any(Number), []]);
    expect(JSON.stringify(await app.slack.history(drafts.channel))).not.toContain(who.name);
  });
});

describe("a draft that nobody approves", () => {
  let app: Afterscore;
  beforeAll(async () => { app = await startApproving([["approveWithin: 3d", "approveWithin: 8s"]]); });
  afterAll(() => app.stop());

  it("expires: its card says so, and nothing is sent", async () => {
    const { answered, says } = draftsOf(app);
    const { message, mails, later } = await answered(8);
    await later(says(/Nobody approved it in time/));
    expect(await message()).toMatchObject({ state: "cancelled", detail: "not approved in time" });
    expect(await mails()).toEqual([]);
  });
});
