/** Scores worked out again, from the words of product.md and from nothing of the product's. */

export type Metric = "nps" | "csat" | "ces";
export type Scored = { readonly metric: Metric; readonly score: number };

export function bandOf({ metric, score }: Scored): "detractor" | "passive" | "promoter" {
  const [passive, promoter] = { nps: [7, 9], csat: [3, 4], ces: [4, 6] }[metric] as [number, number];
  return score >= promoter ? "promoter" : score >= passive ? "passive" : "detractor";
}

/** The figures of a bucket, as `GET /v1/scores` is to tell them; the histogram holds the scores that were given. */
export function figuresOf(metric: Metric, answers: readonly Scored[]) {
  const count = (band: string) => answers.filter((answer) => bandOf(answer) === band).length;
  const n = answers.length;
  const [promoters, passives, detractors] = [count("promoter"), count("passive"), count("detractor")];
  const histogram: Record<string, number> = {};
  for (const { score } of answers) histogram[String(score)] = (histogram[String(score)] ?? 0) + 1;
  const interval = n === 0 ? null : metric === "nps" ? wald(n, promoters, detractors) : wilson(n, promoters);
  const score = n === 0 ? null : metric === "nps" ? (100 * (promoters - detractors)) / n : (100 * promoters) / n;
  return { n, promoters, passives, detractors, score, interval, histogram, lowData: n < 10 };
}

const z = 1.959964;

function wald(n: number, promoters: number, detractors: number) {
  const m = n + 3;
  const [p, d] = [(promoters + 0.75) / m, (detractors + 0.75) / m];
  const half = z * Math.sqrt((p + d - (p - d) ** 2) / m);
  return { low: Math.max(-100, 100 * (p - d - half)), high: Math.min(100, 100 * (p - d + half)) };
}

function wilson(n: number, satisfied: number) {
  const p = satisfied / n;
  const scale = 1 + z ** 2 / n;
  const centre = (p + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, 100 * (centre - half)), high: Math.min(100, 100 * (centre + half)) };
}

/** NPS in which an answer weighs what its account pays; null where nobody's is known. */
export function weightedOf(answers: readonly (Scored & { readonly mrr?: number })[]) {
  const known = answers.filter((answer) => (answer.mrr ?? 0) > 0);
  const sum = (band?: string) => known.filter((answer) => band === undefined || bandOf(answer) === band).reduce((total, { mrr = 0 }) => total + mrr, 0);
  return known.length === 0 ? null : { score: (100 * (sum("promoter") - sum("detractor"))) / sum(), n: known.length, mrr: sum() };
}

/** Whether two windows may be called different: 0 lies outside the interval of what is between them. */
export function isChanged(metric: Metric, earlier: readonly Scored[], later: readonly Scored[]): boolean {
  const [a, b] = [earlier, later].map((answers) => middle(metric, answers)) as [Middle, Middle];
  return Math.abs(b.centre - a.centre) > 1.96 * Math.sqrt(a.spread ** 2 + b.spread ** 2);
}

type Middle = { readonly centre: number; readonly spread: number };

function middle(metric: Metric, answers: readonly Scored[]): Middle {
  const n = answers.length;
  const count = (band: string) => answers.filter((answer) => bandOf(answer) === band).length;
  if (metric === "nps") {
    const [p, d] = [(count("promoter") + 0.75) / (n + 3), (count("detractor") + 0.75) / (n + 3)];
    return { centre: 100 * (p - d), spread: 100 * Math.sqrt((p + d - (p - d) ** 2) / (n + 3)) };
  }
  const p = count("promoter") / n;
  const scale = 1 + z ** 2 / n;
  return { centre: (100 * (p + z ** 2 / (2 * n))) / scale, spread: (100 / scale) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2)) };
}
