import * as z from "zod/mini";
import type { Chat, Clock, LookUp } from "../../ports.ts";
import { type SlackConnection, slackAsk } from "./ask.ts";
import { channelDirectory } from "./channels.ts";
import { findPost } from "./find-post.ts";
import { markedBlocks, metadataOf } from "./mark.ts";
import { memberDirectory } from "./members.ts";
import { inWords, verdictOf } from "./outcome.ts";

/** What Slack as the team's chat needs. */
export type SlackChatOptions = SlackConnection & {
  readonly now: Clock["now"];
  /**
   * How long after a send a post may still turn up, in milliseconds: until then a post that is not
   * found is not called absent. More than `timeoutMs`; 0 where Slack is asked in the same process.
   */
  readonly settleMs: number;
};

const postedSchema = z.object({ channel: z.string(), ts: z.string() });
const takenSchema = z.object({ ok: z.literal(true) });
const linkSchema = z.object({ permalink: z.string() });

/**
 * Slack as the team's chat. Channels are written as `#name` or as their id. What the bot must be
 * allowed is in `bot-scopes.ts`.
 *
 * @example
 * const chat = slackChat({ token: () => Promise.resolve("xoxb-…"), now: () => new Date(), settleMs: 30_000 });
 * await chat.post({ effectId: "rsp_1.alert", channel: "#customer-feedback", message });
 */
export function slackChat(options: SlackChatOptions): Chat {
  const { now, settleMs } = options;
  const ask = slackAsk(options);
  const channelId = channelDirectory(ask, now);

  return {
    async post({ effectId, channel, message, threadTs }) {
      const target = await channelId(channel);
      if (target.kind === "none") return { kind: "channel refuses", reason: "channel_not_found" };
      if (target.kind === "failed") return notSent(verdictOf(target.failure));
      const answer = await ask(
        "chat.postMessage",
        {
          channel: target.id,
          text: message.text,
          blocks: markedBlocks(message.blocks, effectId),
          metadata: metadataOf(effectId),
          unfurl_links: false,
          unfurl_media: false,
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        },
        postedSchema,
      );
      if (!answer.ok) return verdictOf(answer.failure);
      return { kind: "sent", receipt: { channel: answer.value.channel, ts: answer.value.ts } };
    },

    async edit({ channel, ts, effectId }, message) {
      const blocks = markedBlocks(message.blocks, effectId);
      const answer = await ask("chat.update", { channel, ts, text: message.text, blocks, metadata: metadataOf(effectId) }, postedSchema);
      if (answer.ok) return { kind: "sent", receipt: { channel, ts } };
      const { kind, ...verdict } = verdictOf(answer.failure);
      return { ...verdict, kind: kind === "channel refuses" ? "rejected" : kind };
    },

    async lookUp({ effectId, channel, since, threadTs }): Promise<LookUp> {
      const asked = now().getTime();
      const target = await channelId(channel);
      if (target.kind === "failed") return { kind: "unsure", reason: inWords(target.failure) };
      const sinceMs = Date.parse(since);
      const search = { effectId, sinceMs, ...(threadTs === undefined ? {} : { threadTs }) };
      const found: LookUp = target.kind === "none" ? { kind: "absent" } : await findPost(ask, { ...search, channel: target.id });
      if (found.kind !== "absent" || asked - sinceMs >= settleMs) return found;
      return { kind: "unsure", reason: "it may still turn up" };
    },

    async whisper({ channel, user, threadTs }, text) {
      const answer = await ask(
        "chat.postEphemeral",
        { channel, user, text, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) },
        takenSchema,
      );
      if (!answer.ok) throw new Error(`Slack did not whisper: ${inWords(answer.failure)}`, { cause: answer.cause });
    },

    async linkTo({ channel, ts }) {
      const answer = await ask("chat.getPermalink", { channel, message_ts: ts }, linkSchema);
      return answer.ok ? answer.value.permalink : undefined;
    },

    ...memberDirectory(ask, now),
  };
}

/** The channel's id could not be looked up: whatever happened there, nothing was posted. */
function notSent({ reason, retryAfterMs }: ReturnType<typeof verdictOf>) {
  const because = `the channel could not be looked up: ${reason}`;
  return { kind: "refused", reason: because, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } as const;
}
