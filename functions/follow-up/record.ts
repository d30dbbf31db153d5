import * as z from "zod/mini";
import { effectKindSchema } from "../../shared/domain/effect.ts";
import type { FollowUpTask, WorkQueues } from "../../shared/ports.ts";
import { queueHandler } from "../../shared/runtime/batch.ts";
import { followUp } from "./follow-up.ts";
import type { FollowingUp } from "./following-up.ts";

const taskSchema = z.object({
  version: z.literal(1),
  effectId: z.string(),
  kind: effectKindSchema,
  responseId: z.string(),
  caseId: z.optional(z.string()),
  notBefore: z.iso.datetime(),
});

/**
 * How far ahead a task is queued again; what is later is found by the sweep, once. What is open for ever would
 * otherwise be brought back by a message of its own and by the sweep's beside it, and there would be ever more.
 * Milliseconds.
 */
const horizon = 60_000;

/** Called with follow-up tasks; one that cannot be settled yet is queued again for when it can. */
export function followUpRecords(needs: FollowingUp & { readonly queues: Pick<WorkQueues, "followUp"> }) {
  return queueHandler(
    async ({ body }) => {
      const { caseId, version: _, ...rest } = taskSchema.parse(JSON.parse(body));
      const task: FollowUpTask = caseId === undefined ? rest : { ...rest, caseId };
      const delivered = await followUp(needs, task);
      if (delivered.kind !== "later") return;
      if (Date.parse(delivered.at) - needs.clock.now().getTime() > horizon) return;
      await needs.queues.followUp([{ ...task, notBefore: delivered.at }]);
    },
    (error, messageId) => { needs.log.error("follow-up failed", error, { messageId }); },
  );
}
