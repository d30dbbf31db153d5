import * as z from "zod";

/**
 * A string between Slack's bounds. Counted in code points, as JSON Schema does, so that an emoji is
 * one character; the wording is Slack's.
 */
export const characters = (min: number, max: number) =>
  z
    .string()
    .refine((text) => text.length >= min, `must be more than ${min - 1} characters`)
    .refine(
      (text) => text.length <= max || Array.from(text).length <= max,
      `must be less than ${max + 1} characters`,
    );

/** A list with at most `max` entries, refused in Slack's words. */
export const atMost = <Item extends z.ZodType>(item: Item, max: number, min = 1) =>
  z
    .array(item)
    .refine((items) => items.length >= min, `no fewer than ${min} items allowed`)
    .refine((items) => items.length <= max, `no more than ${max} items allowed`);

/** `plain_text`: shown as it is, nothing in it is obeyed. */
export const plainText = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: characters(1, max), emoji: z.boolean().optional() });

/** `mrkdwn`: Slack's own markup is obeyed. */
export const mrkdwnText = (max: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: characters(1, max), verbatim: z.boolean().optional() });

/** Either kind of text object. */
export const text = (max: number) => z.discriminatedUnion("type", [plainText(max), mrkdwnText(max)]);

/** A text object of either kind, for showing it. */
export type TextObject = z.infer<ReturnType<typeof text>>;

/** Names an element in the payload of a click; unique within its block. */
export const actionId = characters(1, 255);
/** Names a block; unique within its message. */
export const blockId = characters(1, 255);
/** Any address Slack takes. Whether it is safe to follow is decided where it is shown. */
export const url = characters(1, 3000);
