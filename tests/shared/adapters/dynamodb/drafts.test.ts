import { describe, expect, it } from "vitest";
import { dynamoDrafts } from "../../../../shared/adapters/dynamodb/drafts.ts";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import type { Draft, Verdict } from "../../../../shared/domain/draft.ts";
import type { Effect } from "../../../../shared/domain/effect.ts";
import { effectWith } from "../../../support/domain.ts";
import { putEffects } from "../../../support/planned.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const noon = "2026-11-21T12:00:00.000Z";
  const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1_000).toISOString();
  const thank = effectWith({ id: "rsp_1.thank", kind: "thank" });
  const reward = effectWith({ id: "rsp_1.reward", kind: "reward" });
  const mail = [thank, reward];
  const card: Effect = effectWith({ id: "rsp_1.draft-thank", kind: "draft", lane: { channel: "#café", rank: 3 } });
  const draft: Draft = { card: card.id, revision: 1, language: "en", subject: "Thank you", text: "Hello\n\nLin", link: "See it", ending: "The team", expiresAt: after(100) };
  const verdict = (parts: Partial<Verdict> = {}): Verdict => ({ does: "send", by: "U0MIA", at: after(10), revision: 1, notBefore: after(10), ...parts });

  async function world() {
    const table = await newTable();
    await putEffects(table, ...mail);
    const [drafts, ledger] = [dynamoDrafts(table), dynamoLedger(table)];
    const now = async () => Object.fromEntries((await ledger.ofResponse("rsp_1")).map((effect) => [effect.id.replace("rsp_1.", ""), effect]));
    return { drafts, ledger, now };
  }

  describe("a mail", () => {
    it("is held as long as all of it is planned", async () => {
      const { drafts, ledger, now } = await world();
      expect(await drafts.hold(mail, after(3_600))).toBe(true);
      expect(await now()).toMatchObject({ thank: { notBefore: after(3_600), dueAt: after(3_600), attempts: 0 }, reward: { notBefore: after(3_600) } });
      expect((await ledger.due(after(3_599), 10)).effects).toEqual([]);
      await ledger.take(mail, { at: noon, until: after(10) });
      expect(await drafts.hold(mail, after(7_200))).toBe(false);
      expect(await now()).toMatchObject({ thank: { state: "sending", notBefore: after(3_600) } });
    });

    it("waits until its draft expires, and its card is to be shown", async () => {
      const { drafts, now } = await world();
      expect((await drafts.offer(mail, draft, card)).map(({ id }) => id)).toEqual([card.id]);
      const waiting = { state: "planned", notBefore: after(100), dueAt: after(100) };
      expect(await now()).toMatchObject({ thank: { ...waiting, draft }, reward: waiting, "draft-thank": card });
      expect((await now())["reward"]).not.toHaveProperty("draft");
    });

    it("that is shown anew keeps its card, on which the new words are to be written, and loses what was decided", async () => {
      const { drafts, now } = await world();
      await drafts.offer(mail, draft, card);
      await drafts.decide(mail, verdict());
      const again = { ...draft, revision: 2, text: "Hello again" };
      const { thank: decided } = await now();
      expect((await drafts.offer([decided!, reward], again, card)).map(({ id }) => id)).toEqual(["rsp_1.verdict-thank-2"]);
      expect((await now())["thank"]?.draft).toEqual(again);
    });

    it("is offered once by tasks that come twice, and what was approved between them stays", async () => {
      const { drafts, now } = await world();
      await drafts.offer(mail, draft, card);
      expect(await drafts.offer(mail, { ...draft, expiresAt: after(101) }, card)).toEqual([]);
      await drafts.decide(mail, verdict());
      const approved = await now();
      expect(await drafts.offer(mail, { ...draft, expiresAt: after(102) }, card)).toEqual([]);
      expect(await now()).toEqual(approved);
      expect(Object.keys(approved).filter((name) => name.startsWith("verdict"))).toEqual(["verdict-thank-1"]);
    });

    it("is not offered once one of it is settled", async () => {
      const { drafts, ledger, now } = await world();
      await ledger.cancel([reward], noon, "mode off");
      expect(await drafts.offer(mail, draft, card)).toEqual([]);
      expect(Object.keys(await now())).toEqual(["reward", "thank"]);
    });
  });

  describe("a decision", () => {
    it("to send lets the mail go, in the words that were typed, and tells it on the card", async () => {
      const { drafts, now } = await world();
      await drafts.offer(mail, draft, card);
      const { kind, effects } = await drafts.decide(mail, verdict({ words: { subject: "Sorry", text: "Mine" } }));
      expect([kind, effects.map(({ id }) => id).sort()]).toEqual(["done", ["rsp_1.reward", "rsp_1.thank", "rsp_1.verdict-thank-1"]]);
      const decided = { ...draft, subject: "Sorry", text: "Mine", ending: "", decision: { does: "send", by: "U0MIA", at: after(10), edited: true } };
      expect(await now()).toMatchObject({
        thank: { state: "planned", notBefore: after(10), draft: decided },
        reward: { state: "planned", notBefore: after(10) },
        "verdict-thank-1": { kind: "verdict", lane: card.lane },
      });
    });

    it("to discard ends all of it", async () => {
      const { drafts, now } = await world();
      await drafts.offer(mail, draft, card);
      await drafts.decide(mail, verdict({ does: "discard" }));
      const ended = { state: "cancelled", detail: "discarded", at: after(10) };
      expect(await now()).toMatchObject({ thank: ended, reward: ended, "verdict-thank-1": { state: "planned" } });
    });

    it.each<[string, Partial<Verdict>]>([
      ["another one was quicker", {}],
      ["it is of words that stand there no more", { revision: 2 }],
      ["the draft has expired", { at: after(100) }],
    ])("changes nothing when %s", async (_, parts) => {
      const { drafts, now } = await world();
      await drafts.offer(mail, draft, card);
      if (Object.keys(parts).length === 0) await drafts.decide(mail, verdict({ by: "U0JONAS", does: "discard" }));
      const before = await now();
      expect((await drafts.decide(mail, verdict(parts))).kind).toBe("late");
      expect(await now()).toEqual(before);
    });

    it("of many at once is one", async () => {
      const { drafts, now } = await world();
      await drafts.offer(mail, draft, card);
      const all = await Promise.all(Array.from({ length: 8 }, (_, at) => drafts.decide(mail, verdict({ by: `U${at}00`, does: at % 2 === 0 ? "send" : "discard" }))));
      expect(all.filter(({ kind }) => kind === "done")).toHaveLength(1);
      expect(Object.keys(await now()).filter((name) => name.startsWith("verdict"))).toEqual(["verdict-thank-1"]);
    });
  });

  it("the end of a mail that was shown is told on its card, in the same write", async () => {
    const { drafts, ledger, now } = await world();
    await drafts.offer(mail, draft, card);
    await drafts.decide(mail, verdict());
    const { thank: first, reward: second } = await now();
    const taking = await ledger.take([first!, second!], { at: after(11), until: after(20) });
    if (taking.kind !== "taken") throw new Error(taking.kind);
    expect(Object.keys(await now())).not.toContain("verdict-thank-2");
    await ledger.sent(taking.effects, after(12), { receipt: { messageId: "m1" } });
    expect(await now()).toMatchObject({ thank: { state: "sent", draft: { text: draft.text } }, "verdict-thank-2": { state: "planned", plannedAt: after(12) } });
  });
});
