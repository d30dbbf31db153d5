import { describe, expect, test } from "vitest";
import { contactModal } from "../../../functions/interact/views/contact-modal.ts";
import { draftModal } from "../../../functions/interact/views/draft-modal.ts";
import { noteModal } from "../../../functions/interact/views/note-modal.ts";
import { resolveModal } from "../../../functions/interact/views/resolve-modal.ts";
import { checkView } from "../../../infra/local/slack/block-kit/check-view.ts";
import type { Counting } from "../../../shared/domain/contribution.ts";
import { classify } from "../../../shared/domain/metric.ts";
import { moved } from "../../../shared/domain/storm.ts";
import { policyWith, responseWith } from "../../support/domain.ts";
import { cardClick, ending, now, submitted } from "../../support/slack-payloads.ts";
import { openDoor } from "./door.ts";

const clickOn = (action: string, value = "case_1", more: object = {}) => ({ ...cardClick, actions: [{ action_id: action, value }], ...more });
const menu = (wish: string, more: object = {}) => ({ ...cardClick, trigger_id: `trigger-${wish}`, actions: [{ action_id: "case.more", selected_option: { value: `${wish}:case_1` } }], ...more });
const jonas = { user: { id: "U0JONAS", team_id: "T0LOCAL" } };
const origin = { channel: "C0CUSTOME", ts: "1795426200.000100" };
const resolution = { outcome: { selected_option: { value: "recovered" } }, root_cause: { selected_option: { value: "bug" } }, note: { value: "Shipped" } };
const home = { container: { type: "view", view_id: "V0HOME" }, channel: undefined, message: undefined, view: { id: "V0HOME", type: "home", callback_id: "case.home", private_metadata: "" } };

const workers = policyWith((source) => ({ ...source, slack: { ...source.slack, workers: "S0CSM" } }));

describe("a click", () => {
  test("on Acknowledge takes the case, and says in its history who, when and from where", async () => {
    const { interact, cases } = await openDoor();
    const answer = await interact(clickOn("case.acknowledge"));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    const found = await cases.find("case_1");
    expect(found).toMatchObject({ state: "acknowledged" });
    expect(found?.timeline.at(-1)).toEqual({ type: "acknowledge", at: now, actor: "U0MIA", source: "slack", targets: found?.due });
  });

  test("plans one line in the thread, whoever is quicker, and tells the other alone", async () => {
    const { interact, cases, ledger, chat } = await openDoor();
    await Promise.all([interact(clickOn("case.acknowledge")), interact(clickOn("case.acknowledge", "case_1", jonas)), interact(clickOn("case.acknowledge"))]);
    expect((await cases.find("case_1"))?.timeline.map(({ type }) => type)).toEqual(["open", "acknowledge"]);
    expect((await ledger.ofResponse("rsp_1")).filter(({ kind }) => kind === "note")).toHaveLength(1);
    expect(chat.whispers().map(({ text }) => text)).toEqual([expect.stringMatching(/^Already acknowledged by/), expect.stringMatching(/^Already acknowledged by/)]);
  });

  test("that comes late changes nothing, and its person is told what happened instead", async () => {
    const { interact, cases, chat, clock } = await openDoor();
    await interact(submitted(resolveModal((await cases.find("case_1"))!, ending("bug"), origin), resolution));
    clock.at += 4 * 60_000;
    await interact(clickOn("case.acknowledge", "case_1", jonas));
    expect((await cases.find("case_1"))?.state).toBe("resolved");
    expect(chat.whispers()).toEqual([{ channel: "C0CUSTOME", user: "U0JONAS", text: expect.stringMatching(/^Already resolved by <@U0MIA> 4 minutes ago \(recovered\)/) as string }]);
  });

  test.each([
    ["of another workspace", { user: { id: "U0MIA", team_id: "T0FOREIGN" }, team: { id: "T0FOREIGN" } }],
    ["whom nobody knows", { user: { id: "U0NOBODY" } }],
  ])("by somebody %s changes nothing", async (_, more) => {
    const { interact, cases, chat } = await openDoor();
    expect((await interact(clickOn("case.acknowledge", "case_1", more))).status).toBe(200);
    expect((await cases.find("case_1"))?.state).toBe("open");
    expect(chat.whispers()[0]?.text).toMatch(/Only members of this workspace/);
  });

  test("by somebody who is not of the policy's group changes nothing and opens nothing", async () => {
    const { interact, cases, chat, views } = await openDoor(workers);
    await interact(clickOn("case.acknowledge", "case_1", jonas));
    await interact(menu("draft", jonas));
    expect((await cases.find("case_1"))?.state).toBe("open");
    expect(views.opened()).toEqual([]);
    expect(chat.whispers().map(({ text }) => text)).toEqual(Array(2).fill(expect.stringContaining("<!subteam^S0CSM>")));
    await interact(clickOn("case.acknowledge"));
    expect((await cases.find("case_1"))?.state).toBe("acknowledged");
  });

  test.each(["assign", "snooze", "note", "contact", "draft"])("on %s opens its dialog, which Slack takes", async (wish) => {
    const { interact, views } = await openDoor();
    await interact(menu(wish));
    expect(views.opened()).toHaveLength(1);
    expect(() => { checkView(views.opened()[0]!.view); }).not.toThrow();
    expect(views.opened()[0]?.view).toMatchObject({ callback_id: `case.${wish}`, private_metadata: expect.stringContaining("case_1") as string });
  });

  test("on Resolve opens a dialog only while there is something to resolve", async () => {
    const { interact, views, cases, chat } = await openDoor();
    await interact({ ...clickOn("case.resolve"), trigger_id: "t1" });
    expect(views.opened()[0]?.view).toMatchObject({ callback_id: "case.resolve" });
    await interact(submitted(resolveModal((await cases.find("case_1"))!, ending("bug"), origin), resolution));
    await interact({ ...clickOn("case.resolve"), trigger_id: "t2" });
    expect(views.opened()).toHaveLength(1);
    expect(chat.whispers()[0]?.text).toMatch(/^Already resolved by you a moment ago/);
  });

  test("whose trigger has run out says so", async () => {
    const { interact, chat } = await openDoor();
    await interact(menu("note"));
    await interact(menu("note"));
    expect(chat.whispers()[0]?.text).toMatch(/click again/);
  });

  test("on a case that is gone says so", async () => {
    const { interact, chat } = await openDoor();
    await interact(clickOn("case.acknowledge", "case_9"));
    await interact({ ...clickOn("case.resolve", "case_9"), trigger_id: "t" });
    expect(chat.whispers().map(({ text }) => text)).toEqual(Array(2).fill("This case is not there any more. Nothing was changed."));
  });

  test("in App Home works as on the card, and shows the home anew", async () => {
    const { interact, cases, views } = await openDoor();
    await interact(clickOn("case.acknowledge", "case_1", home));
    expect((await cases.find("case_1"))?.state).toBe("acknowledged");
    expect(JSON.stringify(views.homeOf("U0MIA"))).toContain("acknowledged");
    await interact(clickOn("case.acknowledge", "case_1", { ...home, trigger_id: "told" }));
    expect(views.opened()[0]).toMatchObject({ triggerId: "told", view: { callback_id: "case.notice" } });
  });

  test("in Home or in a dialog is taken although what was clicked in could not be drawn anew, and the operator hears of it", async () => {
    const { interact, cases, views, errors } = await openDoor();
    views.failing = true;
    expect((await interact(clickOn("case.acknowledge", "case_1", home))).status).toBe(200);
    expect((await interact(submitted(resolveModal((await cases.find("case_1"))!, ending("bug"), {}), resolution))).status).toBe(200);
    expect((await cases.find("case_1"))?.state).toBe("resolved");
    expect(errors).toEqual(Array(2).fill(expect.stringMatching(/^view not drawn anew/)));
  });

  test("is taken although nobody could be told, and the operator hears of it", async () => {
    const { interact, errors } = await openDoor();
    const answer = await interact({ ...clickOn("case.acknowledge", "case_9"), channel: { id: "#nowhere" }, container: {} });
    expect(answer.status).toBe(200);
    expect(errors).toEqual([expect.stringMatching(/^click not answered/)]);
  });

  test("that means nothing to us is taken in silence", async () => {
    const { interact, chat, errors } = await openDoor();
    for (const payload of [{ type: "view_closed", user: { id: "U0MIA" } }, clickOn("somebody.elses"), { type: "shortcut" }]) {
      expect((await interact(payload)).status).toBe(200);
    }
    expect([chat.whispers(), errors]).toEqual([[], []]);
  });
});

describe("a click in the list of a storm", () => {
  /** The door with a storm of two cases, and its list open. */
  async function withList() {
    const door = await openDoor();
    await door.arrive(responseWith({ respondent: { id: "u_2" } }, { id: "rsp_2", receivedAt: now }));
    const folded = ["rsp_1", "rsp_2"].map((id) => ({ effectId: `${id}.alert`, caseId: id.replace("rsp", "case"), severity: "normal" as const }));
    const traffic = await door.storms.traffic("#customer-feedback");
    expect(await door.storms.record(moved(traffic, [], folded, { burst: 1, now }), folded)).toBe(true);
    await door.interact(clickOn("storm.list", "storm_1", { trigger_id: "list" }));
    const list = () => door.views.opened()[0]!;
    const click = (action: string, value: string, more: object = {}) => door.interact({ ...clickOn(action, value, more), message: undefined, channel: undefined, container: { type: "view" }, view: { id: list().id, ...list().view } });
    return { ...door, click, shown: () => JSON.stringify(list().view) };
  }

  test("on Acknowledge shows the list anew in its place", async () => {
    const { click, shown, views } = await withList();
    expect((await click("case.acknowledge", "case_2")).status).toBe(200);
    expect([shown().match(/ · acknowledged/g)?.length, shown().match(/case\.acknowledge/g)?.length]).toEqual([1, 1]);
    expect(views.opened()).toHaveLength(1);
    checkView(views.opened()[0]!.view);
  });

  test("that comes late shows the list as it is, and says what happened", async () => {
    const { click, shown, interact, chat } = await withList();
    await interact(clickOn("case.acknowledge", "case_2", jonas));
    await click("case.acknowledge", "case_2");
    expect(shown()).toContain(" · acknowledged");
    expect(chat.whispers()[0]?.text).toMatch(/^Already acknowledged by <@U0JONAS>/);
  });

  test("for a card says at its row that it was asked for, and goes on saying so", async () => {
    const { click, shown, ledger, chat } = await withList();
    await click("storm.card", "storm_1:case_2");
    await click("case.acknowledge", "case_1");
    expect(shown()).toMatch(/Case `case_2` · :hourglass_flowing_sand: its card was asked for/);
    expect(shown().match(/storm\.card/g)).toHaveLength(1);
    expect((await ledger.ofResponse("rsp_2")).map(({ id }) => id)).toContain("rsp_2.alert-card");
    expect(chat.whispers()).toEqual([]);
  });
});

describe("a dialog", () => {
  test("that is submitted twice is done once", async () => {
    const { interact, cases } = await openDoor();
    const note = submitted(noteModal((await cases.find("case_1"))!, origin), { note: { value: "Called, no answer" } });
    const answers = await Promise.all([interact(note), interact(note), interact(note)]);
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual(Array(3).fill([200, ""]));
    expect((await cases.find("case_1"))?.timeline.filter(({ type }) => type === "note")).toHaveLength(1);
  });

  test("of a contact keeps what was said as a note", async () => {
    const { interact, cases } = await openDoor();
    await interact(submitted(contactModal((await cases.find("case_1"))!, origin), { how: { selected_option: { value: "call" } }, said: { value: "Happy now" } }));
    const found = await cases.find("case_1");
    expect(found?.state).toBe("contacted");
    expect(found?.timeline.slice(1)).toMatchObject([{ type: "contact", how: "call" }, { type: "note", note: "Happy now" }]);
  });

  test("of a reply plans a mail whose answer comes to whoever wrote it", async () => {
    const { interact, cases, ledger } = await openDoor();
    await interact(submitted(draftModal((await cases.find("case_1"))!, { text: "", from: { name: "Us", email: "hello@us.example" }, repliesTo: "" }, origin), { message: { value: "Hello Lin,\n\nfixed." } }));
    expect((await cases.find("case_1"))?.timeline.at(-1)).toMatchObject({ type: "contact", how: "email", message: "Hello Lin,\n\nfixed.", replyTo: "mia@us.example" });
    expect((await ledger.ofResponse("rsp_1")).map(({ kind }) => kind)).toContain("reply");
  });

  describe("of a reply to somebody who is not written to", () => {
    const lin = "lin@acme.example";
    const away = policyWith((source) => ({ ...source, messages: { ...source.messages, suppressedDomains: ["acme.example"] } }));
    const reply = async ({ cases }: Pick<Awaited<ReturnType<typeof openDoor>>, "cases">) =>
      submitted(draftModal((await cases.find("case_1"))!, { text: "", from: { name: "Us", email: "hello@us.example" }, repliesTo: "" }, origin), { message: { value: "Hello Lin" } });

    test.each([
      ["unsubscribed", "its reader has unsubscribed from our mails"],
      ["bounced", "mail to this address bounced before"],
      ["complained", "its reader called an earlier one spam"],
      ["suppressed", "on your list of those that are not written to"],
    ] as const)("opens without a field and with the reason, when they are %s", async (reason, said) => {
      const { interact, views, suppressions } = await openDoor();
      await suppressions.add(`pseudonym-of-${lin}`, reason, now);
      await interact(menu("draft"));
      const view = views.opened()[0]?.view ?? {};
      expect(() => { checkView(view); }).not.toThrow();
      expect(view).not.toHaveProperty("submit");
      expect(JSON.stringify(view)).toContain(said);
      expect(JSON.stringify(view)).not.toContain('"input"');
    });

    test("opens so for a domain of the policy as well", async () => {
      const { interact, views } = await openDoor(away);
      await interact(menu("draft"));
      expect(JSON.stringify(views.opened()[0]?.view)).toContain(`A mail to ${lin} would not be sent: this address, or its domain`);
    });

    test("is kept open when they left while it was written: it says so, and the case is as it was", async () => {
      const door = await openDoor();
      const sent = await reply(door);
      const before = await door.cases.find("case_1");
      await door.suppressions.add(`pseudonym-of-${lin}`, "unsubscribed", now);
      const answer = await door.interact(sent);
      expect(await answer.json()).toEqual({
        response_action: "errors",
        errors: { message: "This was not sent, and nothing was changed: its reader has unsubscribed from our mails. Contact the customer another way." },
      });
      expect(await door.cases.find("case_1")).toEqual(before);
      expect((await door.ledger.ofResponse("rsp_1")).map(({ kind }) => kind)).not.toContain("reply");
    });

    test("that was taken before they left is taken again without a word", async () => {
      const door = await openDoor();
      const sent = await reply(door);
      await door.interact(sent);
      await door.suppressions.add(`pseudonym-of-${lin}`, "unsubscribed", now);
      expect(await (await door.interact(sent)).text()).toBe("");
      expect((await door.cases.find("case_1"))?.timeline.map(({ type }) => type)).toEqual(["open", "contact"]);
    });

    test("on a case that was resolved meanwhile says that first", async () => {
      const door = await openDoor(away);
      await door.interact(submitted(resolveModal((await door.cases.find("case_1"))!, ending("bug"), origin), resolution));
      const sent = await reply(door);
      expect(await (await door.interact({ ...sent, view: { ...sent.view, id: "V0OTHER" } })).text()).toContain("Already resolved by");
    });

    test("does not keep anybody from saying that they have called", async () => {
      const { interact, cases } = await openDoor(away);
      await interact(submitted(contactModal((await cases.find("case_1"))!, origin), { how: { selected_option: { value: "call" } } }));
      expect((await cases.find("case_1"))?.state).toBe("contacted");
    });
  });

  test("with a mistake is kept open, and says where", async () => {
    const { interact, cases } = await openDoor();
    const answer = await interact(submitted(noteModal((await cases.find("case_1"))!, origin), { note: { value: "   " } }));
    expect(await answer.json()).toEqual({ response_action: "errors", errors: { note: expect.any(String) as string } });
  });

  test("that comes too late says in its place what happened instead", async () => {
    const { interact, cases } = await openDoor();
    const view = resolveModal((await cases.find("case_1"))!, ending("bug"), origin);
    await interact(submitted(view, resolution));
    const second = submitted(view, resolution);
    const answer = await interact({ ...second, ...jonas, view: { ...second.view, id: "V0OTHER" } });
    const shown = (await answer.json()) as { response_action: string; view: object };
    expect(shown).toMatchObject({ response_action: "update" });
    expect(JSON.stringify(shown.view)).toContain("Already resolved by <@U0MIA>");
    expect(() => { checkView(shown.view); }).not.toThrow();
  });
});

describe("a command and an event", () => {
  const command = (text: string, user = "U0MIA") => new URLSearchParams({ command: "/afterscore", text, user_id: user, team_id: "T0LOCAL", channel_id: "C0CUSTOME" }).toString();
  const answerTo = async (text: string, user?: string) => {
    const { post } = await openDoor();
    return (await (await post("/slack/commands", command(text, user))).json()) as { response_type: string; text: string; blocks: object[] };
  };

  test("cases lists one's own, and nobody else's", async () => {
    expect(await answerTo("cases")).toMatchObject({ response_type: "ephemeral", text: "1 case waits for you" });
    expect((await answerTo("cases", "U0JONAS")).text).toMatch(/Nothing waits for you/);
  });

  test("case shows one with its history, or that there is none", async () => {
    expect(JSON.stringify((await answerTo("case case_1")).blocks)).toMatch(/case\.acknowledge.*The case was opened/);
    for (const id of ["case_9", "x".repeat(3_000)]) expect((await answerTo(`case ${id}`)).text).toMatch(/no such case/i);
  });

  test("scores of a survey that nobody knows names those that there are", async () => {
    const { post, tallies } = await openDoor();
    const ask = async (text: string) => ((await (await post("/slack/commands", command(text))).json()) as { text: string }).text;
    expect(await ask("scores nps-2025")).toBe("There is no survey “nps-2025” with answers in the last 90 days. There are no scores yet. They appear with the first response.");
    const answered = (survey: string, score: number, at: number): Counting => ({
      position: String(at), after: { metric: "nps", survey, day: "2026-11-20", band: classify("nps", score), score, segments: {} },
    });
    await tallies.count("shard-1", [answered("onboarding", 3, 1), answered("billing", 9, 2), answered("billing", 10, 3)]);
    expect(await ask("scores nps-2025")).toBe("There is no survey “nps-2025” with answers in the last 90 days. There are: billing, onboarding.");
    expect(await ask("scores billing")).toContain("NPS +100 (n = 2)");
  });

  test("scores says when there are none, and help what there is", async () => {
    expect((await answerTo("scores")).text).toMatch(/no scores yet/);
    expect((await answerTo("")).text).toContain("/afterscore cases");
  });

  test("App Home shows the cases of whoever opens it", async () => {
    const { post, views } = await openDoor();
    const opened = { type: "event_callback", team_id: "T0LOCAL", event: { type: "app_home_opened", user: "U0MIA", tab: "home" } };
    expect((await post("/slack/events", JSON.stringify(opened))).status).toBe(200);
    expect(() => { checkView(views.homeOf("U0MIA")); }).not.toThrow();
    expect(JSON.stringify(views.homeOf("U0MIA"))).toContain("case_1");
  });

  test("the challenge is given back", async () => {
    const { post } = await openDoor();
    const answer = await post("/slack/events", JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" }));
    expect(await answer.json()).toEqual({ challenge: "3eZbrw1a" });
  });

  test.each([["/slack/interactions", "payload=nonsense"], ["/slack/commands", "text=x"], ["/slack/events", "nonsense"]])("%s says what it cannot read", async (path, body) => {
    const { post } = await openDoor();
    expect((await post(path, body)).status).toBe(400);
  });
});

describe("a case that was resolved", () => {
  test("leaves the person free for a new one, and one that is opened again takes their next answer", async () => {
    const { interact, cases, arrive } = await openDoor();
    await interact(submitted(resolveModal((await cases.find("case_1"))!, ending("bug"), origin), resolution));
    await arrive(responseWith({ score: 2 }, { id: "rsp_2", receivedAt: "2026-11-21T13:00:00.000Z" }));
    expect(await cases.find("case_2")).toMatchObject({ state: "open", responses: ["rsp_2"] });
    const { interact: click, cases: others, arrive: come } = await openDoor();
    await click(submitted(resolveModal((await others.find("case_1"))!, ending("bug"), origin), resolution));
    await click(menu("reopen"));
    await come(responseWith({ score: 2 }, { id: "rsp_2", receivedAt: "2026-11-21T13:00:00.000Z" }));
    expect(await others.find("case_1")).toMatchObject({ state: "open", responses: ["rsp_1", "rsp_2"] });
  });
});
