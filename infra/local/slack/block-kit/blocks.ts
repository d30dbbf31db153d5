import * as z from "zod";
import { accessory, actionElement, imageElement, inputElement, isNotPictured, isPictured, pictured } from "./elements.ts";
import { richTextElement } from "./rich-text.ts";
import { atMost, blockId, characters, mrkdwnText, plainText, text } from "./text.ts";

const named = { block_id: blockId.optional() };

const section = z
  .strictObject({
    type: z.literal("section"), ...named,
    text: text(3000).optional(),
    fields: atMost(text(2000), 10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, "missing required field: text or fields");

/**
 * The blocks a message or view may hold, with Slack's documented limits
 * (docs.slack.dev/reference/block-kit/blocks). Types that Slack has and this workspace cannot show
 * (cards, carousels, plans, …) are refused like unknown ones, which is louder than a hole in the page.
 */
export const block = z.discriminatedUnion("type", [
  section,
  z.strictObject({ type: z.literal("header"), ...named, text: plainText(150), level: z.number().optional() }),
  z.strictObject({ type: z.literal("divider"), ...named }),
  z
    .strictObject({ type: z.literal("image"), ...named, ...pictured, alt_text: characters(1, 2000), title: plainText(2000).optional() })
    .refine(isPictured, isNotPictured),
  z.strictObject({
    type: z.literal("context"), ...named,
    elements: atMost(z.discriminatedUnion("type", [imageElement, plainText(2000), mrkdwnText(2000)]), 10),
  }),
  z.strictObject({ type: z.literal("actions"), ...named, elements: atMost(actionElement, 25) }),
  z.strictObject({ type: z.literal("rich_text"), ...named, elements: z.array(richTextElement) }),
  z.strictObject({ type: z.literal("markdown"), ...named, text: characters(1, 12_000) }),
  z.strictObject({
    type: z.literal("input"), ...named, label: plainText(2000), element: inputElement,
    hint: plainText(2000).optional(), optional: z.boolean().optional(), dispatch_action: z.boolean().optional(),
  }),
]);

/** A block whose limits have been checked. */
export type Block = z.infer<typeof block>;
