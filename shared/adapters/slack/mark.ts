import * as z from "zod/mini";

/**
 * How a post is found again: Slack takes no idempotency key, so every post carries its effect's id
 * twice, in the metadata (kept through edits) and in a block id (seen without extra scopes).
 */

const eventType = "afterscore_effect";

/** The metadata of the post that is an effect. */
export function metadataOf(effectId: string): Record<string, unknown> {
  return { event_type: eventType, event_payload: { effect_id: effectId } };
}

const blocksSchema = z.array(z.looseObject({ type: z.string() }));

/** The blocks with the mark on the first. */
export function markedBlocks(blocks: readonly unknown[], effectId: string): Record<string, unknown>[] {
  return blocksSchema.parse(blocks).map((block, index) => (index === 0 ? { ...block, block_id: effectId } : block));
}

/** What is read of a message in a channel's history. */
export const historySchema = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z.catch(z.optional(z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })), undefined),
      blocks: z.catch(z.optional(z.array(z.object({ block_id: z.optional(z.string()) }))), undefined),
    }),
  ),
  has_more: z.optional(z.boolean()),
  response_metadata: z.optional(z.object({ next_cursor: z.optional(z.string()) })),
});
type HistoryMessage = z.infer<typeof historySchema>["messages"][number];

/** Whether a message is the post of this effect. */
export function isMarked({ metadata, blocks }: HistoryMessage, effectId: string): boolean {
  const told = metadata?.event_type === eventType && metadata.event_payload["effect_id"] === effectId;
  return told || (blocks ?? []).some((block) => block.block_id === effectId);
}
