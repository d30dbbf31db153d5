import type { LookUp } from "../../ports.ts";
import type { Ask } from "./ask.ts";
import { historySchema, isMarked } from "./mark.ts";
import { inWords } from "./outcome.ts";

/** Where a post may be: a channel (by id), or a thread in it, from a moment on. */
export type Search = {
  readonly effectId: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
};

/** Slack stamps messages by its own clock, which need not agree with ours. */
const clockTolerance = 5_000;
/** 10,000 messages: a span that holds more is not read to its end. */
const mostPages = 50;

/**
 * The bot only posts where it is a member (it does not ask for `chat:write.public`), so a channel it
 * cannot read holds no post of its own, nor does a thread that is gone.
 */
const cannotBeThere = new Set(["channel_not_found", "not_in_channel", "thread_not_found"]);

/** Reads the span page by page; `absent` is said only when all of it was read, or it cannot be there. */
export async function findPost(ask: Ask, search: Search): Promise<LookUp> {
  const { effectId, channel, threadTs, sinceMs } = search;
  const method = threadTs === undefined ? "conversations.history" : "conversations.replies";
  let cursor = "";
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await ask(
      method,
      {
        channel,
        ...(threadTs === undefined ? {} : { ts: threadTs }),
        oldest: ((sinceMs - clockTolerance) / 1000).toFixed(6),
        inclusive: true,
        include_all_metadata: true,
        limit: 200,
        ...(cursor === "" ? {} : { cursor }),
      },
      historySchema,
    );
    if (!page.ok && page.failure.at === "answer" && cannotBeThere.has(page.failure.code)) return { kind: "absent" };
    if (!page.ok) return { kind: "unsure", reason: `the channel could not be read: ${inWords(page.failure)}` };
    const found = page.value.messages.find((message) => isMarked(message, effectId));
    if (found !== undefined) return { kind: "found", receipt: { channel, ts: found.ts } };
    cursor = page.value.response_metadata?.next_cursor ?? "";
    if (cursor === "") {
      return page.value.has_more === true
        ? { kind: "unsure", reason: "Slack did not show all of the span" }
        : { kind: "absent" };
    }
  }
  return { kind: "unsure", reason: "the span holds more messages than can be read" };
}
