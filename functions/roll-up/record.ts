import type { DynamoDBRecord } from "aws-lambda";
import type { Contribution } from "../../shared/domain/contribution.ts";
import { localDay } from "../../shared/domain/local-time.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { type Response, counts } from "../../shared/domain/response.ts";
import { segmentsOf } from "../../shared/domain/segments.ts";
import { setAside } from "../../shared/delivery/set-aside.ts";
import type { Clock, Counting, Log, Metrics, Parking, Tallies } from "../../shared/ports.ts";
import { eachOf, streamHandler } from "../../shared/runtime/batch.ts";

/** What counting needs of the world. */
export type RollingUp = {
  readonly tallies: Pick<Tallies, "count">;
  readonly parking: Parking;
  readonly policy: Pick<Policy, "timeZone" | "segments">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Reads a response out of a record's image; throws when it is none. */
  readonly decode: (image: Readonly<Record<string, unknown>>) => Response;
};

/** Called with the stream's records: counts a whole batch in as few transactions as it fits into. */
export function rollUpRecords(needs: RollingUp) {
  return streamHandler(async (records) => {
    const countings: Counting[] = [];
    await eachOf(records, 1, async (record) => {
      const counting = await readCounting(needs, record);
      if (counting !== undefined) countings.push(counting);
    });
    // All or nothing: what was counted before a failure meets its marker when the batch comes again.
    await needs.tallies.count(countings);
    return [];
  });
}

async function readCounting(needs: RollingUp, record: DynamoDBRecord): Promise<Counting | undefined> {
  try {
    return countingOf(needs.decode(record.dynamodb?.NewImage ?? {}), needs.policy);
  } catch (error) {
    const key = `${record.dynamodb?.Keys?.["pk"]?.S ?? "?"}@${record.dynamodb?.SequenceNumber ?? "?"}`;
    await setAside(needs, { consumer: "roll-up", key, error, hopeless: true });
    return undefined;
  }
}

/** What a response adds to the scores; a rehearsal adds nothing. */
function countingOf(response: Response, policy: RollingUp["policy"]): Counting {
  const { id: responseId, revision } = response;
  return { responseId, revision, ...(counts(response) && { contribution: contributionOf(response, policy) }) };
}

function contributionOf(response: Response, policy: RollingUp["policy"]): Contribution {
  const { body, band, submittedAt } = response;
  return {
    metric: body.metric,
    survey: body.survey.id,
    day: localDay(Date.parse(submittedAt), policy.timeZone),
    band,
    score: body.score,
    segments: segmentsOf(response, policy),
  };
}
