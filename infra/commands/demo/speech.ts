import { type Band, type Metric, classify, scales } from "../../../shared/domain/metric.ts";
import type { Chance } from "./chance.ts";
import type { Answer } from "./draft.ts";
import { type Language, voices } from "./voices.ts";
import type { Remark, Voice } from "./voices/voice.ts";

/** Finds answers for people: in their language, never the same words twice in a week. */
export type Speech = {
  /** An answer of a band; whether with words is up to chance, and to whether any are left. */
  answer(language: Language, metric: Metric, band: Band): Answer;
  /** An answer of somebody whom the export outage hit. */
  outage(language: Language): Answer;
};

/** How likely somebody writes something: the unhappy do. */
const talkative: Readonly<Record<Band, number>> = { detractor: 0.9, passive: 0.55, promoter: 0.45 };
/** Scores of those who say nothing about the outage. */
const outageScores = [2, 3, 4, 5, 6, 6] as const;

/** A week's worth of things to say. */
export function speech(chance: Chance): Speech {
  const left = new Map<string, Remark[]>();
  const take = (topic: string, remarks: readonly Remark[]): Answer | undefined => {
    const pool = left.get(topic) ?? chance.shuffled(remarks);
    left.set(topic, pool);
    const [score, comment] = pool.pop() ?? [];
    return score === undefined || comment === undefined ? undefined : { score, comment };
  };
  return {
    answer: (language, metric, band) => {
      const voice: Voice = voices[language];
      const fitting = voice.remarks[metric].filter(([score]) => classify(metric, score) === band);
      const said = chance.next() < talkative[band] ? take(`${language} ${metric} ${band}`, fitting) : undefined;
      return said ?? { score: silentScore(chance, metric, band) };
    },
    outage: (language) => {
      const voice: Voice = voices[language];
      return take(`${language} outage`, voice.outage) ?? { score: chance.pick(outageScores) };
    },
  };
}

/** A score of the band; of two tries the milder one, because most people are. */
function silentScore(chance: Chance, metric: Metric, band: Band): number {
  const { min, max } = scales[metric];
  const fitting = Array.from({ length: max - min + 1 }, (_, step) => min + step).filter((score) => classify(metric, score) === band);
  const place = Math.max(chance.below(fitting.length), chance.below(fitting.length));
  return fitting[place] ?? max;
}
