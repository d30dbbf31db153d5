import type { DynamoDBRecord, StreamRecord } from "aws-lambda";
import type { Effect } from "../../shared/domain/effect.ts";
import type { Response } from "../../shared/domain/response.ts";
import { queueEffects } from "../../shared/delivery/queue-effects.ts";
import { setAside } from "../../shared/delivery/set-aside.ts";
import type { Log, Parking } from "../../shared/ports.ts";
import { eachOf, streamHandler } from "../../shared/runtime/batch.ts";
import { type Routing, route } from "./route.ts";

/** What the stream side of route is made of. */
export type RoutingRecords = Routing & {
  readonly parking: Parking;
  readonly log: Log;
  /** Reads a response out of a record's image; throws when it is none. */
  readonly decode: (record: Pick<StreamRecord, "NewImage">) => Response;
};

/** How many responses are planned at a time. */
const concurrency = 12;

/** Called with the stream's records: plans each response, then queues what was planned in a few requests. */
export function routeRecords(needs: RoutingRecords) {
  return streamHandler(async (records) => {
    const again: DynamoDBRecord[] = [];
    const planned: Effect[] = [];
    // Revisions of one response keep their order; responses overtake each other freely.
    const byResponse = [...Map.groupBy(records, (record) => record.dynamodb?.Keys?.["pk"]?.S).values()];
    await eachOf(byResponse, concurrency, async (revisions) => {
      for (const [at, record] of revisions.entries()) {
        const outcome = await routeRecord(needs, record);
        if (outcome === "again") {
          again.push(...revisions.slice(at));
          return;
        }
        planned.push(...outcome);
      }
    });
    await queueEffects(needs.queues, planned, needs.clock.now().getTime());
    return again;
  });
}

async function routeRecord(needs: RoutingRecords, record: DynamoDBRecord): Promise<readonly Effect[] | "again"> {
  const failed = async (error: unknown, hopeless: boolean) => {
    const key = `${record.dynamodb?.Keys?.["pk"]?.S ?? "?"}@${record.dynamodb?.SequenceNumber ?? "?"}`;
    return (await setAside(needs, { consumer: "route", key, error, hopeless })) === "again" ? "again" : [];
  };
  let response: Response;
  try {
    response = needs.decode(record.dynamodb ?? {});
  } catch (error) {
    return failed(error, true);
  }
  try {
    return await route(needs, response);
  } catch (error) {
    return failed(error, false);
  }
}
