import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod/mini";
import { type LaneWork, workLane } from "./work-lane.ts";

const wakeUpSchema = z.object({ version: z.literal(1), channel: z.string(), effectIds: z.array(z.string()) });

/**
 * Called with wake-ups. Those of one channel are one piece of work; a channel that fails is reported for
 * itself, so the others are done with.
 */
export function alertRecords(needs: LaneWork) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const lanes = Map.groupBy(Records, ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId);
    const failed = await Promise.all(
      [...lanes.values()].map(async (records) => {
        try {
          const wakeUps = records.map(({ body }) => wakeUpSchema.parse(JSON.parse(body)));
          const [first] = wakeUps;
          if (first !== undefined) {
            await workLane(needs, first.channel, [...new Set(wakeUps.flatMap(({ effectIds }) => effectIds))]);
          }
          return [];
        } catch (error) {
          needs.log.error("lane failed", error, { messages: records.map(({ messageId }) => messageId) });
          return records.map(({ messageId }) => ({ itemIdentifier: messageId }));
        }
      }),
    );
    return { batchItemFailures: failed.flat() };
  };
}
