import { localDay } from "../../shared/domain/local-time.ts";
import { bandSchema } from "../../shared/domain/metric.ts";
import type { Response } from "../../shared/domain/response.ts";
import type { Evidence, Series } from "./evidence.ts";

/** Counts every response by hand and says where the tallies say something else. */
export function differingCounts({ responses, tallies, policy }: Evidence): readonly string[] {
  const counted = responses.map(({ response }) => response).filter(({ body }) => body.test !== true);
  return tallies.flatMap((series) => {
    const byHand = new Map<string, number>();
    for (const response of counted) {
      if (!isIn(response, series)) continue;
      const { metric, score, channel = "other" } = response.body;
      const value = series.dimension === "" ? "" : channel;
      add(byHand, `${localDay(Date.parse(response.submittedAt), policy.timeZone)} ${metric} ${value} ${response.band} ${score}`, 1);
    }
    const tallied = new Map<string, number>();
    for (const { day, value, tally } of series.days) {
      for (const band of bandSchema.options) {
        for (const [score, count] of Object.entries(tally[band])) add(tallied, `${day} ${series.metric} ${value} ${band} ${score}`, count);
      }
    }
    return [...new Set([...byHand.keys(), ...tallied.keys()])].flatMap((bucket) => {
      const [right = 0, found = 0] = [byHand.get(bucket), tallied.get(bucket)];
      return right === found ? [] : [`${series.scope} ${bucket}: ${found} counted, ${right} given`];
    });
  });
}

function isIn({ body }: Response, { metric, scope }: Series): boolean {
  return body.metric === metric && (scope === "*" || scope === `=${body.survey.id}`);
}

function add(counts: Map<string, number>, bucket: string, count: number): void {
  counts.set(bucket, (counts.get(bucket) ?? 0) + count);
}
