import * as z from "zod";

const style = z
  .strictObject({
    bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean(), underline: z.boolean(),
    highlight: z.boolean(), client_highlight: z.boolean(), unlink: z.boolean(),
  })
  .partial()
  .optional();

/** A run inside a rich text section. `text` is literal: `*stars*` stay stars. */
const richTextRun = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string(), style }),
  z.strictObject({ type: z.literal("link"), url: z.string(), text: z.string().optional(), unsafe: z.boolean().optional(), style }),
  z.strictObject({ type: z.literal("user"), user_id: z.string(), style }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: z.string(), style }),
  z.strictObject({ type: z.literal("channel"), channel_id: z.string(), style }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]), style }),
  z.strictObject({ type: z.literal("emoji"), name: z.string(), unicode: z.string().optional(), skin_tone: z.number().optional(), style }),
  z.strictObject({ type: z.literal("color"), value: z.string(), style }),
  z.strictObject({
    type: z.literal("date"), timestamp: z.number(), format: z.string(),
    url: z.string().optional(), fallback: z.string().optional(), style,
  }),
]);
export type RichTextRun = z.infer<typeof richTextRun>;

const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(richTextRun) });

/** A paragraph, list, quote or code block inside `rich_text`. */
export const richTextElement = z.discriminatedUnion("type", [
  section,
  z.strictObject({
    type: z.literal("rich_text_list"), style: z.enum(["bullet", "ordered"]), elements: z.array(section),
    indent: z.number().optional(), offset: z.number().optional(), border: z.number().optional(),
  }),
  z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(richTextRun), border: z.number().optional() }),
  z.strictObject({
    type: z.literal("rich_text_preformatted"), elements: z.array(richTextRun),
    border: z.number().optional(), language: z.string().optional(),
  }),
]);
export type RichTextElement = z.infer<typeof richTextElement>;
