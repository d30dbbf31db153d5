import type { Body } from "./api.ts";
import { bandOf, type Metric } from "./expected-scores.ts";
import { pick, random } from "./random.ts";

/** One of the crowd's answers: what is posted, and what is known of it. */
export type Voice = { readonly body: Body; readonly metric: Metric; readonly score: number; readonly band: string; readonly email: string; readonly survey: string };

const scores: Record<string, readonly (readonly [Metric, number])[]> = { detractor: [], passive: [], promoter: [] };
for (const [metric, low, high] of [["nps", 0, 10], ["csat", 1, 5], ["ces", 1, 7]] as const) {
  for (let score = low; score <= high; score += 1) (scores[bandOf({ metric, score })] as (readonly [Metric, number])[]).push([metric, score]);
}

/** How the crowd is made up; people who answer twice give two answers of the same band. */
export const makeUp = {
  detractor: { once: 320, twice: 40 },
  passive: { once: 560, twice: 20 },
  promoter: { once: 960, twice: 20 },
} as const;

/** 2,000 mixed answers with ids of their own, in no order. */
export function crowd(seed: number): readonly Voice[] {
  const next = random(seed);
  const voices: Voice[] = [];
  for (const [band, { once, twice }] of Object.entries(makeUp)) {
    for (let who = 0; who < once + twice; who += 1) {
      const id = `${band}-${seed}-${who}`;
      for (let time = 0; time < (who < once ? 1 : 2); time += 1) {
        const [metric, score] = pick(next, scores[band]!);
        const survey = `survey-${Math.floor(next() * 20)}`;
        const account = `account-${Math.floor(next() * 40)}`;
        const email = `${id}@crowd.example`;
        voices.push({
          metric, score, band, email, survey,
          body: {
            id: `${id}-${time}`, survey: { id: survey }, metric, score,
            comment: `mark ${id}-${time} end`,
            respondent: { id, email },
            account: { id: account, name: account, mrr: Math.floor(next() * 4000) },
            channel: pick(next, ["email", "web", "in_app"]),
          },
        });
      }
    }
  }
  return voices.map((voice) => ({ voice, order: next() })).sort((a, b) => a.order - b.order).map(({ voice }) => voice);
}
