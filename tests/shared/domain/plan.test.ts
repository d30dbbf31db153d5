import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Case } from "../../../shared/domain/case.ts";
import { type CancelReason, type Effect, cancelReasons, isMessage } from "../../../shared/domain/effect.ts";
import { type Band, bandSchema } from "../../../shared/domain/metric.ts";
import { type History, type Plan, plan } from "../../../shared/domain/plan.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Response, ResponseBody } from "../../../shared/domain/response.ts";
import { bodyWith, caseWith, corrected, historyWith, policyWith, responseWith } from "../../support/domain.ts";

const policy = policyWith();
const scores: Record<Band, number> = { detractor: 3, passive: 8, promoter: 10 };
const messages: Record<Band, readonly string[]> = { detractor: ["follow_up"], passive: ["follow_up"], promoter: ["thank", "reward"] };

const modes = (mode: "auto" | "off"): Policy => ({ ...policy, messages: { ...policy.messages, modes: { detractor: mode, passive: mode, promoter: mode } } });

/** The effects of a plan as one reads them: `alert planned`, `follow_up cancelled: no address`. */
function told({ effects }: Pick<Plan, "effects">): readonly string[] {
  return effects.map(({ kind, state, detail }) => `${kind} ${state}${detail === undefined ? "" : `: ${detail}`}`);
}

/** Plans a revision on top of what an earlier plan left in the ledger. */
function planAgain(response: Response, before: Plan, given: Partial<History> = {}, move: (effect: Effect) => Effect = (effect) => effect) {
  const ledger = before.effects.filter(({ state }) => state !== "cancelled").map(move);
  const caseId = before.case?.do === "open" ? before.case.case.id : before.case?.do === "note" ? before.case.caseId : before.case?.after.id;
  const ownCase = caseId === undefined ? {} : { ownCase: caseWith({ id: caseId }) };
  return plan(response, historyWith(response, { effects: ledger, ...ownCase, ...given }), policy);
}

const cross = bandSchema.options.flatMap((band) =>
  (["auto", "off"] as const).flatMap((mode) =>
    ([{}, { test: true }, { backfill: true }, { respondent: { id: "u_91" } }, { contactMe: true }] as Partial<ResponseBody>[]).map((parts) => ({ band, mode, parts, said: JSON.stringify(parts) })),
  ),
);

describe("a first answer", () => {
  it.each(cross)("of a $band with messages $mode and $said brings about what the product says", ({ band, mode, parts }) => {
    const response = responseWith({ score: scores[band], ...parts });
    const made = plan(response, historyWith(response), modes(mode));

    const person = band === "detractor" || parts.contactMe === true;
    const attention = !person ? [] : parts.backfill ? ["alert cancelled: backfill", "task cancelled: backfill"] : parts.test ? ["alert planned", "task cancelled: test"] : ["alert planned", "task planned"];
    const reason = parts.test ? "test" : parts.backfill ? "backfill" : parts.respondent ? "no address" : mode === "off" ? "mode off" : undefined;
    const mail = messages[band].map((kind) => (reason === undefined ? `${kind} planned` : `${kind} cancelled: ${reason}`));

    expect(told(made)).toEqual([...attention, ...mail]);
    expect(made.case?.do).toBe(person && !parts.backfill ? "open" : undefined);
    expect(made.cancel).toEqual([]);
    expect([made.responseId, made.revision]).toEqual(["rsp_1", 1]);
  });

  it("names the first reason that applies, in the contract's order", () => {
    const order: CancelReason[] = [];
    const off = modes("off");
    const bare = { id: "u_91" };
    const reasonOf = (parts: Partial<ResponseBody>, given: Partial<History>, by: Policy) => {
      const response = responseWith({ score: 8, ...parts });
      return plan(response, historyWith(response, given), by).effects[0]?.detail as CancelReason;
    };
    order.push(reasonOf({ test: true, backfill: true, respondent: bare }, { suppressed: "bounced" }, off));
    order.push(reasonOf({ backfill: true, respondent: bare }, { suppressed: "bounced" }, off));
    order.push(reasonOf({ respondent: bare }, { suppressed: "bounced" }, off));
    order.push(reasonOf({}, { suppressed: "bounced" }, off));
    order.push(reasonOf({}, {}, off));
    expect(order).toEqual(["test", "backfill", "no address", "bounced", "mode off"]);
    expect([...order].sort((a, b) => cancelReasons.indexOf(a) - cancelReasons.indexOf(b))).toEqual(order);
  });

  it("gives deterministic ids, its own times, and puts each alert into its channel's lane by urgency", () => {
    const response = responseWith({ score: 0 });
    const { effects, case: opened } = plan(response, historyWith(response), policy);
    expect(effects.map(({ id }) => id)).toEqual(["rsp_1.alert", "rsp_1.task", "rsp_1.follow_up"]);
    expect(effects.map(({ caseId }) => caseId)).toEqual(["case_1", "case_1", "case_1"]);
    expect(effects[0]).toMatchObject({ lane: { channel: "#customer-feedback", rank: 1 }, at: response.receivedAt, notBefore: response.receivedAt });
    expect(effects.slice(1).some((effect) => "lane" in effect)).toBe(false);
    expect(opened).toMatchObject({ do: "open", case: { id: "case_1", openedAt: response.receivedAt, responses: ["rsp_1"], state: "open", severity: "high" } });
  });

  it("delays each message by its band's time, and looks for it when that has come", () => {
    const notBefore = (band: Band) => {
      const response = responseWith({ score: scores[band] });
      return plan(response, historyWith(response), policy).effects.filter(({ kind }) => isMessage(kind)).map((effect) => [effect.notBefore, effect.dueAt]);
    };
    expect(notBefore("detractor")).toEqual([["2026-11-21T12:30:00.000Z", "2026-11-21T12:30:00.000Z"]]);
    expect(notBefore("passive")).toEqual([["2026-11-21T13:00:00.000Z", "2026-11-21T13:00:00.000Z"]]);
    expect(notBefore("promoter")).toEqual(Array.from({ length: 2 }, () => ["2026-11-21T12:10:00.000Z", "2026-11-21T12:10:00.000Z"]));
  });

  it("says whose a reward is, aliases resolved", () => {
    const response = responseWith({ score: 10, respondent: { email: "lin@acme.example" } });
    const { effects } = plan(response, historyWith(response, { person: "id:u_91", keys: ["id:u_91", "email:lin@acme.example"] }), policy);
    expect(effects.map(({ kind, person }) => [kind, person])).toEqual([["thank", undefined], ["reward", "id:u_91"]]);
  });

  it("offers no reward when no program runs", () => {
    const [program] = policy.rewards.programs;
    const ended = { ...policy, rewards: { ...policy.rewards, programs: [{ ...program!, until: "2026-11-20" }] } };
    const response = responseWith({ score: 10 });
    expect(told(plan(response, historyWith(response), ended))).toEqual(["thank planned"]);
  });

  it("opens a case with what is known: urgency, why, account, the score before and the due times", () => {
    const response = responseWith({ score: 2, respondent: { id: "u_91", email: "lin@acme.example", name: "Lin Wei", locale: "zh-CN" }, account: { id: "acme" } }, { receivedAt: "2026-11-20T16:00:00.000Z" });
    const earlier = [
      { id: "rsp_c", metric: "csat", score: 1, band: "detractor", submittedAt: "2026-11-10T00:00:00.000Z" },
      { id: "rsp_n", metric: "nps", score: 9, band: "promoter", submittedAt: "2026-11-01T00:00:00.000Z" },
      { id: "rsp_o", metric: "nps", score: 0, band: "detractor", submittedAt: "2025-01-01T00:00:00.000Z" },
    ] as const;
    const account = { id: "acme", plan: "Scale", mrr: { amount: 5000, currency: "USD" } };
    const made = plan(response, historyWith(response, { earlier, account }), policy);
    expect(made.case).toEqual({
      do: "open",
      // Three quarters of the way to the first target.
      lookAt: "2026-11-20T16:45:00.000Z",
      case: {
        id: "case_1",
        state: "open",
        severity: "critical",
        reasons: ["very low score", "high-value account", "detractor before within 180 days", "fell by 4 points or more"],
        respondent: { key: "id:u_91", id: "u_91", email: "lin@acme.example", name: "Lin Wei", locale: "zh-CN" },
        account,
        previousScore: 9,
        responses: ["rsp_1"],
        openedAt: "2026-11-20T16:00:00.000Z",
        // Friday 16:00, open until 18:00: an hour is 17:00, eight are Monday 15:00.
        due: { acknowledgeBy: "2026-11-20T17:00:00.000Z", resolveBy: "2026-11-23T15:00:00.000Z" },
        timeline: [{ type: "open", at: "2026-11-20T16:00:00.000Z", actor: "afterscore", source: "pipeline", responseId: "rsp_1" }],
        channel: "#customer-feedback",
        test: false,
      },
    });
  });

  it("of a rehearsal opens its case apart, in the test channel", () => {
    const response = responseWith({ test: true });
    expect(plan(response, historyWith(response), policy).case).toMatchObject({ do: "open", case: { test: true, channel: "#afterscore-test" } });
  });
});

describe("a rehearsal that is corrected to be another", () => {
  it("still says that it has no task", () => {
    const response = corrected(responseWith({ test: true }), { score: 2 });
    const made = plan(response, historyWith(response, { ownCase: caseWith({ test: true }) }), policy);
    expect(made.effects.filter(({ kind }) => kind === "task").map(({ id, state, detail }) => [id, state, detail])).toEqual([["rsp_1.task", "cancelled", "test"]]);
  });
});

describe("a rehearsal that is corrected to be real", () => {
  it("opens a real case, with an alert and a task beside those of the rehearsal", () => {
    const rehearsed = responseWith({ test: true });
    const effects = plan(rehearsed, historyWith(rehearsed), policy).effects.filter(({ state }) => state === "planned");
    const real = corrected(rehearsed, { test: false });
    const made = plan(real, historyWith(real, { effects }), policy);
    expect(made.case).toMatchObject({ do: "open", case: { test: false, channel: "#customer-feedback" } });
    expect(made.effects.filter(({ kind }) => kind === "alert" || kind === "task").map(({ id, state }) => [id, state])).toEqual([
      ["rsp_1.alert2", "planned"],
      ["rsp_1.task", "planned"],
    ]);
  });
});

describe("a reward", () => {
  it("never travels without its thanks", () => {
    const response = responseWith({ score: 10 });
    const thank = plan(response, historyWith(response), policy).effects.filter(({ kind }) => kind === "thank");
    const again = corrected(response, { comment: "Still great." });
    expect(plan(again, historyWith(again, { effects: thank }), policy).effects).toEqual([]);
  });
});

describe("an answer of somebody who has an open case", () => {
  const openCase = caseWith({ id: "case_9", channel: "#vip", severity: "critical" });

  it("joins it: a line in its lane, at its urgency, and no second case", () => {
    const response = responseWith({ score: 5 });
    const made = plan(response, historyWith(response, { openCase }), policy);
    expect(made.case).toMatchObject({ do: "join", before: openCase, after: { id: "case_9", state: "open", responses: ["rsp_1", "rsp_1"] }, entry: { type: "join", responseId: "rsp_1", score: 5, band: "detractor" } });
    expect(told(made)).toEqual(["alert planned", "task planned", "follow_up planned"]);
    expect(made.effects[0]).toMatchObject({ caseId: "case_9", lane: { channel: "#vip", rank: 0 } });
  });

  it("makes it more urgent and its targets nearer when the answer is worse", () => {
    const response = responseWith({ score: 0, contactMe: true });
    const mild = caseWith({ id: "case_9", severity: "normal", reasons: ["low score"], due: { acknowledgeBy: "2099-01-01T00:00:00.000Z", resolveBy: "2026-01-01T00:00:00.000Z" } });
    const made = plan(response, historyWith(response, { openCase: mild }), policy);
    const alone = plan(response, historyWith(response), policy);
    if (made.case?.do !== "join" || alone.case?.do !== "open") throw new Error("expected a join and an opening");
    expect(made.case.after).toMatchObject({
      severity: "high",
      reasons: ["low score", "very low score", "asked to be contacted"],
      due: { acknowledgeBy: alone.case.case.due.acknowledgeBy, resolveBy: "2026-01-01T00:00:00.000Z" },
    });
    expect(made.effects[0]).toMatchObject({ lane: { rank: 1 } });
  });

  it("leaves its urgency alone when the answer is no worse", () => {
    const response = responseWith({ score: 6 });
    const made = plan(response, historyWith(response, { openCase }), policy);
    expect(made.case).toMatchObject({ do: "join", after: { severity: "critical", reasons: openCase.reasons, due: openCase.due } });
  });

  it("gives its reasons for the urgency, each once, also when the case was as urgent before", () => {
    const response = responseWith({ score: 2, contactMe: true });
    const wanted = caseWith({ severity: "critical", reasons: ["high-value account", "asked to be contacted"] });
    expect(plan(response, historyWith(response, { openCase: wanted }), policy).case).toMatchObject({
      after: { severity: "critical", reasons: ["high-value account", "asked to be contacted", "very low score"] },
    });
  });

  it("brings what is known of the account now, and the score before it", () => {
    const earlier = [{ id: "rsp_0", metric: "nps", score: 8, band: "passive", submittedAt: "2026-11-20T00:00:00.000Z" }] as const;
    const known = caseWith({ account: { id: "acme", plan: "Free" }, previousScore: 10 });
    const response = responseWith({ score: 2 });
    const account = { id: "acme", plan: "Scale", mrr: { amount: 5000, currency: "USD" } };
    expect(plan(response, historyWith(response, { openCase: known, account, earlier }), policy).case).toMatchObject({ after: { account, previousScore: 8 } });
    const other = plan(response, historyWith(response, { openCase: known }), policy).case;
    if (other?.do !== "join") throw new Error("expected a join");
    expect(other.after).toMatchObject({ account: known.account });
    expect(other.after.previousScore).toBeUndefined();
  });

  it("leaves the case with its account when it tells of another one, unless that is why it is more urgent", () => {
    const response = responseWith({ score: 2 });
    const join = (severity: Case["severity"]) => {
      const known = caseWith({ severity, account: { id: "acme" } });
      return plan(response, historyWith(response, { openCase: known, account: { id: "globex", mrr: { amount: 5000 } } }), policy).case;
    };
    expect([join("critical"), join("normal")]).toMatchObject([{ after: { account: { id: "acme" } } }, { after: { account: { id: "globex" } } }]);
  });

  it("ends its snooze and gives the state before it back", () => {
    const response = responseWith();
    const asleep = caseWith({ id: "case_9", state: "snoozed", before: "contacted", snoozedUntil: "2026-12-01T00:00:00.000Z" });
    expect(plan(response, historyWith(response, { openCase: asleep }), policy).case).toMatchObject({ do: "join", before: { state: "snoozed" }, after: { state: "contacted" } });
  });

  it("makes it more urgent when it is worse, and never less", () => {
    const due = { acknowledgeBy: "2026-11-22T00:00:00.000Z", resolveBy: "2026-11-22T00:00:00.000Z" };
    const existing = caseWith({ id: "case_9", severity: "high", reasons: ["before"], due });
    const joined = (parts: Partial<ResponseBody>, account?: History["account"]) => {
      const response = responseWith(parts);
      return plan(response, historyWith(response, { openCase: existing, ...(account && { account }) }), policy);
    };
    const milder = joined({ score: 6 });
    expect(milder.case).toMatchObject({ after: { severity: "high", reasons: ["before"], due } });
    expect(milder.effects[0]?.lane?.rank).toBe(1);
    const worse = joined({ score: 0 }, { id: "acme", mrr: { amount: 5000 } });
    // An hour and eight of Monday's business hours come after what was promised already, which stands.
    expect(worse.case).toMatchObject({ after: { severity: "critical", reasons: ["before", "very low score", "high-value account"], due } });
    expect(worse.effects[0]?.lane?.rank).toBe(0);
  });

  it("leaves it alone when no person is needed, or when the answer is an old one", () => {
    for (const parts of [{ score: 10 }, { score: 1, backfill: true }]) {
      const response = responseWith(parts);
      expect(plan(response, historyWith(response, { openCase }), policy).case).toBeUndefined();
    }
  });
});

describe("a correction", () => {
  const first = responseWith({ score: 3 });
  const firstPlan = plan(first, historyWith(first), policy);

  it("from detractor to promoter writes a line into the case's thread, takes the mail back and thanks instead", () => {
    const second = corrected(first, { score: 10 });
    const made = planAgain(second, firstPlan);
    expect(made.case).toMatchObject({ do: "note", caseId: "case_1", entry: { type: "correction", band: "promoter", score: 10, bandBefore: "detractor", scoreBefore: 3 } });
    expect(made.effects.map(({ id, state }) => `${id} ${state}`)).toEqual(["rsp_1.note2 planned", "rsp_1.thank planned", "rsp_1.reward planned"]);
    expect(made.cancel).toEqual([{ id: "rsp_1.follow_up", reason: "corrected", at: "2026-11-21T12:01:00.000Z" }]);
  });

  it("writes no second message once one may have gone out", () => {
    const second = corrected(first, { score: 10 });
    for (const state of ["sending", "unknown", "sent"] as const) {
      const made = planAgain(second, firstPlan, {}, (effect) => (effect.kind === "follow_up" ? { ...effect, state, attempts: 1 } : effect));
      expect(told(made)).toEqual(["note planned", "thank cancelled: frequency cap", "reward cancelled: frequency cap"]);
      expect(made.cancel).toEqual([]);
    }
  });

  it("that stays in the band keeps the message that is planned", () => {
    const made = planAgain(corrected(first, { score: 4 }), firstPlan);
    expect(told(made)).toEqual(["note planned"]);
    expect(made.cancel).toEqual([]);
  });

  it("never plans again what a person's action, a cap or a failure has ended", () => {
    const ends: Partial<Effect>[] = [{ state: "cancelled", detail: "handled by a person" }, { state: "cancelled", detail: "frequency cap" }, { state: "failed", detail: "rejected" }];
    for (const end of ends) {
      const made = planAgain(corrected(first, { score: 8 }), firstPlan, {}, (effect) => (effect.kind === "follow_up" ? { ...effect, ...end } : effect));
      expect(told(made)).toEqual(["note planned"]);
    }
  });

  it("there and back again plans the message anew, under an id that the ledger does not know yet", () => {
    const second = corrected(first, { score: 10 });
    const secondPlan = planAgain(second, firstPlan);
    const third = corrected(second, { score: 2 });
    const ledger: Effect[] = [...firstPlan.effects, ...secondPlan.effects].map((effect) => (effect.kind === "follow_up" ? { ...effect, state: "cancelled", detail: "corrected" } : effect));
    const made = plan(third, historyWith(third, { effects: ledger, ownCase: caseWith() }), policy);
    expect(made.effects.map(({ id }) => id)).toEqual(["rsp_1.note3", "rsp_1.follow_up3"]);
    expect(made.cancel.map(({ id, reason }) => `${id} ${reason}`)).toEqual(["rsp_1.thank corrected", "rsp_1.reward corrected"]);
    expect(ledger.map(({ id }) => id)).not.toContain("rsp_1.follow_up3");
  });

  it("takes back a planned message for what it says now, in the contract's order", () => {
    const reasons = [{ respondent: { id: "u_91" } }, { backfill: true }, { test: true }, { score: 10, respondent: { id: "u_91" } }].map((parts) => planAgain(corrected(first, parts), firstPlan).cancel.map(({ id, reason }) => `${id} ${reason}`));
    expect(reasons).toEqual([["rsp_1.follow_up no address"], ["rsp_1.follow_up backfill"], ["rsp_1.follow_up test"], ["rsp_1.follow_up no address"]]);
  });

  it("from passive or promoter to detractor opens a case of its own", () => {
    for (const score of [8, 10]) {
      const before = responseWith({ score });
      const beforePlan = plan(before, historyWith(before), policy);
      const made = planAgain(corrected(before, { score: 1 }), beforePlan);
      expect(made.case).toMatchObject({ do: "open", case: { id: "case_1r2", openedAt: "2026-11-21T12:01:00.000Z" } });
      expect(told(made).slice(0, 2)).toEqual(["alert planned", "task planned"]);
    }
  });

  it("never alerts twice: once a response belongs to a case, its corrections are lines in the thread", () => {
    const second = corrected(first, { score: 10 });
    const third = corrected(second, { score: 0 });
    for (const response of [second, third]) {
      const made = planAgain(response, firstPlan, { openCase: caseWith() });
      expect(made.effects.filter(({ kind }) => kind === "alert" || kind === "task")).toEqual([]);
      expect(made.effects[0]).toMatchObject({ id: `rsp_1.note${response.revision}`, kind: "note" });
    }
  });
});

describe("planning", () => {
  const anyBody: fc.Arbitrary<ResponseBody> = fc.record({ score: fc.nat(10), contactMe: fc.boolean(), test: fc.boolean(), backfill: fc.boolean(), mail: fc.boolean() })
    .map(({ mail, ...parts }) => bodyWith({ ...parts, respondent: mail ? { id: "u_91", email: "lin@acme.example" } : { id: "u_91" } }));
  const anyState = fc.constantFrom("planned", "sending", "unknown", "sent", "cancelled", "failed");

  it("twice is planning once", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const response = responseWith(body);
        expect(plan(response, historyWith(response), policy)).toEqual(plan(structuredClone(response), historyWith(response), policy));
      }),
    );
  });

  it("keeps its promises through any chain of corrections, however far each effect has got", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyBody, fc.infiniteStream(anyState)), { minLength: 1, maxLength: 6 }), (chain) => {
        let response = responseWith(chain[0]![0]);
        const ledger = new Map<string, Effect>();
        let ownCase: History["ownCase"];
        let alerts = 0;
        for (const [at, [body, states]] of chain.entries()) {
          if (at > 0) response = corrected(response, body);
          const history = historyWith(response, { effects: [...ledger.values()], ...(ownCase === undefined ? {} : { ownCase }) });
          const made = plan(response, history, policy);

          const live = made.effects.filter(({ state }) => state === "planned");
          for (const { id } of live) expect(ledger.has(id)).toBe(false);
          expect(new Set(made.effects.map(({ id }) => id)).size).toBe(made.effects.length);
          for (const { id, reason } of made.cancel) {
            expect(ledger.get(id)?.state).toBe("planned");
            ledger.set(id, { ...ledger.get(id)!, state: "cancelled", detail: reason });
          }
          for (const effect of live) ledger.set(effect.id, effect);
          alerts += live.filter(({ kind }) => kind === "alert").length;
          expect(alerts).toBeLessThanOrEqual(1);
          if (made.case?.do === "open") ownCase = made.case.case;

          // What may still go out is one message: the one that fits the band.
          const pending = [...ledger.values()].filter(({ kind, state }) => isMessage(kind) && state === "planned");
          for (const { kind } of pending) expect(messages[response.band]).toContain(kind);
          expect(new Set(pending.map(({ kind }) => kind)).size).toBe(pending.length);
          const gone = [...ledger.values()].filter(({ kind, state }) => isMessage(kind) && ["sending", "unknown", "sent"].includes(state));
          if (gone.length > 0) expect(pending).toEqual([]);

          // The message gets on in one piece, as its mail does.
          const state = states.next().value;
          if (gone.length === 0) for (const effect of pending) ledger.set(effect.id, { ...effect, state, ...(state === "cancelled" ? { detail: "handled by a person" } : {}) });
        }
      }),
      { numRuns: 500 },
    );
  });
});
