/** Counting responses one by one, with nothing of the product: what the tallies are compared with. */
import type { Standing } from "./history.ts";

/** How many responses each bucket has; a bucket is a line of words. */
export type Buckets = Map<string, number>;

export function addTo(buckets: Buckets, bucket: string, count: number): void {
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + count);
}

/** `nps =survey-3 region emea 2026-03-29 detractor 4` → how many. */
export function countByHand(standing: readonly Standing[], timeZone: string): Buckets {
  const buckets: Buckets = new Map();
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  for (const { metric, score, survey, channel, locale, region, submittedMs, test } of standing) {
    if (test) continue;
    const rest = `${dayOf.format(submittedMs)} ${bandOf(metric, score)} ${score}`;
    for (const scope of ["*", `=${survey}`]) {
      for (const segment of [" ", `channel ${channel}`, `locale ${locale}`, `region ${region}`]) addTo(buckets, `${metric} ${scope} ${segment} ${rest}`, 1);
    }
    addTo(buckets, `${metric} * survey ${survey} ${rest}`, 1);
  }
  return buckets;
}

function bandOf(metric: Standing["metric"], score: number): string {
  const { bad, middling } = { nps: { bad: 6, middling: 8 }, csat: { bad: 2, middling: 3 }, ces: { bad: 3, middling: 5 } }[metric];
  return score <= bad ? "detractor" : score <= middling ? "passive" : "promoter";
}

/** Buckets that two countings do not agree on. */
export function differing(a: Buckets, b: Buckets): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((bucket) => (a.get(bucket) ?? 0) !== (b.get(bucket) ?? 0));
}
