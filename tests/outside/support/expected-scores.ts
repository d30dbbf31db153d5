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
