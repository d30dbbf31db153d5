import * as z from "zod";
import { loopQuerySchema } from "../../../functions/desk/loop.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { type Loop, mostCases } from "../../../shared/scoring/read-loop.ts";
import { type Area, answering } from "../area.ts";
import { count, day } from "./answered.ts";

const percent = z.number().min(0).max(100).nullable();
const minutes = z.number().min(0).nullable();
const target = z.strictObject({ due: count, kept: count, share: percent, medianMinutes: minutes, medianBusinessMinutes: minutes });
const figures = {
  opened: count,
  resolved: count,
  open: count,
  acknowledge: target,
  resolve: target,
  resolutionRate: percent,
  outcomes: z.record(z.string(), count),
  rootCauses: z.record(z.string(), count),
  recovery: z.strictObject({ detractors: count, answeredAgain: count, recovered: count, share: percent }),
};
const mrrAtRisk = z.strictObject({ amount: z.number().min(0).nullable(), currency: z.string(), accounts: count, cases: count, unknown: count }).nullable();

const shown = answering<Loop>()(
  z.strictObject({
    timeZone: z.string(),
    currency: z.string(),
    total: z.strictObject({ ...figures, mrrAtRisk }),
    buckets: z.array(z.strictObject({ start: day, end: day, owner: z.string().nullable().optional(), ...figures, mrrAtRisk: mrrAtRisk.optional() })),
  }),
);

const targetWords = (name: string, what: string) => ({
  [name]: what,
  [`${name}.due`]: "How many reached it, or ran out of time. What may still be kept is not among them.",
  [`${name}.kept`]: "How many of these were in time.",
  [`${name}.share`]: "`kept` of `due` in percent; null when nothing was due.",
  [`${name}.medianMinutes`]: "From the opening until then, by the clock on the wall; the median of those who reached it, null when none did.",
  [`${name}.medianBusinessMinutes`]: "The same in the policy's business hours, without snoozes.",
});

const words = {
  opened: "How many cases were opened.",
  resolved: "How many of them are resolved now.",
  open: "How many are not.",
  ...targetWords("acknowledge", "First acknowledged, by whatever a person did first: acknowledge, contact or resolve."),
  ...targetWords("resolve", "Resolved, and not opened again since."),
  resolutionRate: "`resolved` of `opened` in percent; null when nothing was opened.",
  outcomes: "How many of the resolved ended so.",
  rootCauses: "How many of the resolved came of it.",
  recovery: "What became of the detractors who opened a case.",
  "recovery.detractors": "How many they are.",
  "recovery.answeredAgain": "How many of them have answered again on the same metric.",
  "recovery.recovered": "How many of these then gave a score in a higher band.",
  "recovery.share": "`recovered` of `answeredAgain` in percent; null when nobody has answered again.",
  "mrrAtRisk.amount": "MRR of the accounts, each once; null when there are some and of none it is known.",
  "mrrAtRisk.currency": "The policy's currency.",
  "mrrAtRisk.accounts": "How many accounts.",
  "mrrAtRisk.cases": "How many unresolved cases they have.",
  "mrrAtRisk.unknown": "How many of the accounts are not in `amount`: without MRR, or in a currency without a rate.",
};
const figureWords = (at: string) => Object.fromEntries(Object.entries(words).map(([field, said]) => [`${at}${field}`, said]));

const nobodyYet = { due: 0, kept: 0, share: null, medianMinutes: null, medianBusinessMinutes: null };

/** `GET /v1/loop`. */
export function loop({ timeZone, currency }: Pick<Policy, "timeZone" | "currency">): Area {
  const one = {
    opened: 1,
    resolved: 0,
    open: 1,
    acknowledge: { due: 1, kept: 1, share: 100, medianMinutes: 4.6, medianBusinessMinutes: 4.6 },
    resolve: nobodyYet,
    resolutionRate: 0,
    outcomes: {},
    rootCauses: {},
    recovery: { detractors: 1, answeredAgain: 0, recovered: 0, share: null },
    mrrAtRisk: { amount: 2000, currency, accounts: 1, cases: 1, unknown: 0 },
  };
  return {
    name: "Closing the loop",
    description: "How well it is closed. A case belongs to the local day on which it was opened; rehearsals are in no figure, and a backfill opens no case.",
    answers: {
      Loop: {
        schema: shown,
        words: {
          "": "How well the loop is closed.",
          timeZone: "Whose days these are.",
          currency: "The policy's currency.",
          total: "All that was asked for, in one.",
          ...figureWords("total."),
          "total.mrrAtRisk": "What is at stake in the cases about accounts that are unresolved right now, whenever they were opened; null when they are more than are added up.",
          buckets: "One for each owner or period; without `by`, one for all.",
          "buckets[].start": "The first day.",
          "buckets[].end": "The day after the last.",
          "buckets[].owner": "Whose cases these are, by address, else by Slack id; null where nobody is responsible. When asked `by` owner.",
          ...figureWords("buckets[]."),
          "buckets[].mrrAtRisk": "The same of this owner; when asked `by` owner.",
        },
      },
    },
    operations: [
      {
        method: "get",
        path: "/v1/loop",
        id: "getLoop",
        summary: "Read how well the loop is closed",
        description: `Of the cases that were opened on these days, in all and in parts. Of more than ${mostCases.toLocaleString("en")} cases, ask for fewer days.`,
        scope: "read",
        query: {
          schema: loopQuerySchema,
          words: {
            from: "The first local day; 89 days ago when absent.",
            to: "The day after the last; tomorrow when absent.",
            owner: "Of one owner's cases alone, by address or Slack id.",
            by: "What the parts are: owners, or calendar periods; weeks begin on Monday.",
          },
        },
        answers: { 200: { description: "The figures.", schema: "Loop" } },
        examples: {
          byOwner: { summary: "The last 90 days, by owner", with: { by: "owner" }, answer: { timeZone, currency, total: one, buckets: [{ start: "2026-08-24", end: "2026-11-22", owner: "mia@us.example", ...one }] } },
          weekly: { summary: "One owner's, by week", with: { owner: "mia@us.example", from: "2026-10-26", to: "2026-11-23", by: "week" } },
        },
      },
    ],
  };
}
