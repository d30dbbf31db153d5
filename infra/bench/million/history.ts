/** What happens to many responses in a year, in the order in which the table tells it: the same for the same number. */
import type { Metric } from "../../../shared/domain/metric.ts";

/** A response as it stands at one moment. */
export type Standing = {
  readonly metric: Metric;
  readonly score: number;
  readonly survey: string;
  readonly channel: "email" | "web" | "in_app";
  readonly locale: "en" | "de" | "zh-CN";
  readonly region: "apac" | "emea" | "amer";
  readonly submittedMs: number;
  readonly test: boolean;
};

/** A write of a response: posted, corrected, or touched and as it was. */
export type Write = { readonly response: number; readonly revision: number; readonly before: Standing | undefined; readonly after: Standing };

/** Where a year begins; both changes of the clocks of Berlin lie in it. */
const firstMs = Date.parse("2026-01-01T00:00:00Z");
const yearMs = 365 * 86_400_000;
const clockChanges = ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"].map((at) => Date.parse(at));

const highest = { nps: 10, csat: 5, ces: 7 } as const;
const lowest = { nps: 0, csat: 1, ces: 1 } as const;

/** Numbers from 0 to below 1, the same every time. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The writes of so many responses: most come once and in time, a tenth late, about a tenth are corrected, some twice,
 * some into a rehearsal and back, some are touched by a retry. An erasure leaves what is counted, so of who is
 * erased nothing more is heard.
 *
 * @param standing filled with how each response stands in the end
 */
export function* writesOf(responses: number, standing: Standing[]): Generator<Write> {
  const roll = dice(20_261_122);
  const revisions: number[] = [];
  for (let response = 0; response < responses; response += 1) {
    const after = answer(response / responses, roll);
    standing.push(after);
    revisions.push(1);
    yield { response, revision: 1, before: undefined, after };
    while (roll() < 0.12) {
      const again = Math.floor(roll() * standing.length);
      const before = standing[again];
      if (before === undefined || isErased(again)) continue;
      const next = roll() < 0.3 ? before : { ...answer(response / responses, roll), metric: before.metric, score: scoreOn(before.metric, roll), test: roll() < 0.1 };
      const revision = (revisions[again] ?? 1) + (next === before ? 0 : 1);
      standing[again] = next;
      revisions[again] = revision;
      yield { response: again, revision, before, after: next };
    }
  }
}

/** Every thirtieth is erased as soon as it is counted. */
function isErased(response: number): boolean {
  return response % 30 === 7;
}

function answer(ofYear: number, roll: () => number): Standing {
  const metric = pick(["nps", "nps", "nps", "csat", "ces"] as const, roll);
  return {
    metric,
    score: scoreOn(metric, roll),
    survey: `survey-${Math.floor(roll() * 20)}`,
    channel: pick(["email", "web", "in_app"] as const, roll),
    locale: pick(["en", "de", "zh-CN"] as const, roll),
    region: pick(["apac", "emea", "amer"] as const, roll),
    submittedMs: submitted(ofYear, roll),
    test: roll() < 0.02,
  };
}

/** Mostly now; one in ten late by any time, or within two hours of a change of the clocks or of a midnight. */
function submitted(ofYear: number, roll: () => number): number {
  if (roll() >= 0.1) return Math.floor(firstMs + ofYear * yearMs);
  const anywhere = Math.floor(firstMs + roll() * yearMs);
  if (roll() < 0.5) return anywhere;
  const edge = roll() < 0.5 ? pick(clockChanges, roll) : anywhere - (anywhere % 86_400_000) - 3_600_000;
  return Math.floor(edge + (roll() - 0.5) * 4 * 3_600_000);
}

function scoreOn(metric: Metric, roll: () => number): number {
  return lowest[metric] + Math.floor(roll() * (highest[metric] - lowest[metric] + 1));
}

function pick<T>(values: readonly [T, ...T[]] | readonly T[], roll: () => number): T {
  const value = values[Math.floor(roll() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}
