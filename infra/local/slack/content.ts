import * as z from "zod";
import { checkBlocks } from "./block-kit/check-blocks.ts";
import { jsonObject } from "./json.ts";
import { Refusal } from "./refusal.ts";

/** What a message says, as the app sent it; blocks have gained their `block_id`. */
export const content = z.object({
  text: z.string(),
  /** False when the sender asked that `text` be shown as it is. */
  mrkdwn: z.boolean().optional(),
  blocks: z.array(jsonObject).optional(),
  attachments: z.array(jsonObject).optional(),
  metadata: z.object({ event_type: z.string(), event_payload: jsonObject }).optional(),
});
export type Content = z.infer<typeof content>;

/** The parts of a call that say something, still unchecked. */
export type SentContent = {
  readonly text?: string | undefined;
  readonly mrkdwn?: boolean | undefined;
  readonly blocks?: unknown;
  readonly attachments?: unknown;
  readonly metadata?: unknown;
};

/** Slack cuts longer messages off; a laptop should hear about it instead. */
const LONGEST_POST = 40_000;
/** "The `text` field cannot exceed 4,000 characters" (docs.slack.dev/reference/methods/chat.update). */
const LONGEST_UPDATE = 4_000;

const attachmentsOf = (sent: unknown): Content["attachments"] => {
  const parsed = z.array(jsonObject).safeParse(sent);
  if (!parsed.success) throw new Refusal("invalid_attachments");
  if (parsed.data.length > 100) throw new Refusal("too_many_attachments");
  return parsed.data;
};

const metadataOf = (sent: unknown): Content["metadata"] => {
  const parsed = content.shape.metadata.safeParse(sent);
  if (!parsed.success || parsed.data === undefined || parsed.data.event_type === "") throw new Refusal("invalid_metadata_format");
  return parsed.data;
};

const partsOf = (sent: SentContent): Omit<Content, "text"> => ({
  ...(sent.mrkdwn === undefined ? {} : { mrkdwn: sent.mrkdwn }),
  ...(sent.blocks === undefined ? {} : { blocks: checkBlocks(sent.blocks, "message") }),
  ...(sent.attachments === undefined ? {} : { attachments: attachmentsOf(sent.attachments) }),
  ...(sent.metadata === undefined ? {} : { metadata: metadataOf(sent.metadata) }),
});

const isEmpty = ({ text, blocks = [], attachments = [] }: Content): boolean =>
  text === "" && blocks.length === 0 && attachments.length === 0;

/** Checks a new message. @throws Refusal `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_metadata_format`, … */
export const newContent = (sent: SentContent): Content => {
  const made: Content = { text: sent.text ?? "", ...partsOf(sent) };
  if (isEmpty(made)) throw new Refusal("no_text");
  if (Array.from(made.text).length > LONGEST_POST) throw new Refusal("msg_too_long");
  return made;
};

/**
 * Checks a changed message. What is left out stays, with Slack's exception: new text without blocks
 * takes the old blocks away.
 * @throws Refusal as for a new one; text may be 4,000 characters at most
 */
export const changedContent = (before: Content, sent: SentContent): Content => {
  const parts = partsOf(sent);
  if (sent.text !== undefined && Array.from(sent.text).length > LONGEST_UPDATE) throw new Refusal("msg_too_long");
  if (sent.text === undefined && sent.blocks === undefined && sent.attachments === undefined) throw new Refusal("no_text");
  const { blocks, ...rest } = before;
  const retained = sent.text === undefined && blocks !== undefined ? { blocks } : {};
  const made: Content = { ...rest, ...retained, ...(sent.text === undefined ? {} : { text: sent.text }), ...parts };
  if (isEmpty(made)) throw new Refusal("no_text");
  return made;
};
