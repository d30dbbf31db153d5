/**
 * What the compiler promises. `npm run types` is what fails here; running the file only shows that it is
 * there. Each `@ts-expect-error` is a mistake that must not compile.
 */
import { describe, expectTypeOf, it } from "vitest";
import type { Account } from "../../shared/domain/account.ts";
import type { CaseEvent, CaseState, CaseStatus, Transition, TimelineEntry } from "../../shared/domain/case.ts";
import { type CancelReason, type Effect, type EffectKind, type EffectState, type NextStep, cancelReasons } from "../../shared/domain/effect.ts";
import type { Band, Metric } from "../../shared/domain/metric.ts";
import type { CasePlan } from "../../shared/domain/case-plan.ts";
import type { Plan } from "../../shared/domain/plan.ts";
import type { Policy, PolicySource } from "../../shared/domain/policy.ts";
import type { ResponseBody } from "../../shared/domain/response.ts";
import { type Severity, severityRank } from "../../shared/domain/severity.ts";
import type { Delivered } from "../../shared/delivery/deliver.ts";
import type { FoundResponse, Insertion, LookUp, SendOutcome, Taking } from "../../shared/ports.ts";

/** Stands at the end of a switch that has left nothing over. */
function nothingLeft(value: never): never {
  throw new Error(`left over: ${String(value)}`);
}

describe("a choice", () => {
  it("has exactly the members that the contract names", () => {
    expectTypeOf<EffectState>().toEqualTypeOf<"planned" | "sending" | "sent" | "unknown" | "cancelled" | "failed">();
    expectTypeOf<EffectKind>().toEqualTypeOf<"alert" | "follow_up" | "thank" | "reward" | "task" | "note" | "nudge" | "reply" | "recovery" | "erase" | "storm" | "draft" | "verdict" | "digest">();
    expectTypeOf<Metric>().toEqualTypeOf<"nps" | "csat" | "ces">();
    expectTypeOf<Band>().toEqualTypeOf<"detractor" | "passive" | "promoter">();
    expectTypeOf<Severity>().toEqualTypeOf<"critical" | "high" | "normal">();
    expectTypeOf<CaseState>().toEqualTypeOf<"open" | "acknowledged" | "contacted" | "snoozed" | "resolved">();
    expectTypeOf<CaseEvent["type"]>().toEqualTypeOf<"acknowledge" | "assign" | "note" | "contact" | "snooze" | "resolve" | "reopen">();
    expectTypeOf(cancelReasons).items.toEqualTypeOf<CancelReason>();
    expectTypeOf<TimelineEntry["type"]>().extract<"open" | "join" | "warn" | "escalate" | "message">().toEqualTypeOf<"open" | "join" | "warn" | "escalate" | "message">();
  });

  it("of effect states breaks every switch that does not know a new one", () => {
    const settled = (state: EffectState): boolean => {
      switch (state) {
        case "planned":
        case "sending":
        case "unknown":
          return false;
        case "sent":
        case "cancelled":
        case "failed":
          return true;
        default:
          return nothingLeft(state);
      }
    };
    const forgetful = (state: Exclude<EffectState, "failed"> | "failed") => {
      if (state === "planned" || state === "sending" || state === "unknown" || state === "sent" || state === "cancelled") return state;
      // @ts-expect-error "failed" is left over
      return nothingLeft(state);
    };
    expectTypeOf(settled).returns.toBeBoolean();
    expectTypeOf(forgetful).parameter(0).toEqualTypeOf<EffectState>();
  });

  it("is told apart by one field", () => {
    expectTypeOf<NextStep["do"]>().toEqualTypeOf<"send" | "look up" | "wait" | "nothing">();
    expectTypeOf<SendOutcome["kind"]>().toEqualTypeOf<"sent" | "refused" | "rejected" | "uncertain">();
    expectTypeOf<LookUp["kind"]>().toEqualTypeOf<"found" | "absent" | "unsure">();
    expectTypeOf<Taking["kind"]>().toEqualTypeOf<"taken" | "slot taken" | "promise gone" | "lost">();
    expectTypeOf<Insertion["kind"]>().toEqualTypeOf<"inserted" | "exists" | "key" | "erased">();
    expectTypeOf<Delivered["kind"]>().toEqualTypeOf<"settled" | "later" | "slot taken" | "promise gone">();
    expectTypeOf<CasePlan["do"]>().toEqualTypeOf<"open" | "join" | "note">();
    expectTypeOf<Extract<NextStep, { do: "wait" }>>().toHaveProperty("until");
    expectTypeOf<Extract<NextStep, { do: "send" }>>().not.toHaveProperty("until");
    expectTypeOf<Extract<Transition, { allowed: false }>>().not.toHaveProperty("status");
  });
});

describe("a value", () => {
  it("cannot be changed behind its owner's back", () => {
    const change = (effect: Effect, plan: Plan, found: FoundResponse, account: Account, status: CaseStatus) => {
      // @ts-expect-error an effect is moved by the ledger
      effect.state = "sent";
      // @ts-expect-error a plan is made once
      plan.effects = [];
      // @ts-expect-error what was found is what was found
      found.effects = [];
      // @ts-expect-error facts are merged
      account.name = { value: "x", asOf: "" };
      // @ts-expect-error a status is the outcome of a transition
      status.state = "open";
      // @ts-expect-error ranks are a table
      severityRank = { critical: 1, high: 1, normal: 1 };
    };
    expectTypeOf(change).toBeFunction();
  });

  it("leaves a field out rather than set it to undefined", () => {
    expectTypeOf<{ detail: undefined }>().not.toExtend<Pick<Effect, "detail">>();
    expectTypeOf<{ before: undefined; state: "open" }>().not.toExtend<CaseStatus>();
  });

  it("has a table with a place for each member", () => {
    expectTypeOf(severityRank).toEqualTypeOf<Record<Severity, number>>();
    // @ts-expect-error "normal" has no place
    const ranks: Record<Severity, number> = { critical: 0, high: 1 };
    expectTypeOf(ranks).not.toBeAny();
  });

  it("that comes from outside has no type before it was checked", () => {
    expectTypeOf<ResponseBody["score"]>().toEqualTypeOf<number>();
    expectTypeOf<ResponseBody["metric"]>().toEqualTypeOf<Metric>();
    expectTypeOf<ResponseBody>().not.toBeAny();
    expectTypeOf<NonNullable<ResponseBody["attributes"]>[string]>().toEqualTypeOf<string | number | boolean>();
  });
});

describe("a policy", () => {
  it("is written with words and understood in milliseconds", () => {
    expectTypeOf<PolicySource["messages"]["oncePer"]>().toEqualTypeOf<string>();
    expectTypeOf<Policy["messages"]["oncePer"]>().toEqualTypeOf<number>();
    expectTypeOf<Policy["rewards"]["programs"][number]["condition"]>().toEqualTypeOf<"none">();
    expectTypeOf<Policy["messages"]["modes"]>().toEqualTypeOf<Record<Band, "auto" | "approve" | "off">>();
  });
});
