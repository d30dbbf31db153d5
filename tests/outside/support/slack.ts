import type { Local } from "./process.ts";

export type Block = Record<string, unknown> & { readonly type: string };
export type Message = {
  readonly ts: string;
  readonly text: string;
  readonly user?: string;
  readonly blocks?: readonly Block[];
  readonly thread_ts?: string;
  readonly reply_count?: number;
  readonly edited?: unknown;
};

type Answer = Record<string, unknown> & { readonly ok: boolean; readonly error?: string; readonly response_metadata?: { readonly next_cursor?: string } };

/** The workspace through Slack's Web API, as any app would read it. */
export function slackOf({ slack: { apiUrl, token, defaultChannel } }: Pick<Local, "slack">) {
  const call = async (method: string, args: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const answer = await fetch(new URL(method, apiUrl), {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    });
    return (await answer.json()) as Answer;
  };
  const pages = async (method: string, args: Readonly<Record<string, string>>, field: string): Promise<unknown[]> => {
    const found: unknown[] = [];
    let cursor = "";
    do {
      const page = await call(method, { ...args, limit: "200", ...(cursor === "" ? {} : { cursor }) });
      if (!page.ok) throw new Error(`${method}: ${page.error ?? "?"}`);
      found.push(...(page[field] as unknown[]));
      cursor = page.response_metadata?.next_cursor ?? "";
    } while (cursor !== "");
    return found;
  };
  const channelId = async (name: string): Promise<string> => {
    const channels = (await pages("conversations.list", {}, "channels")) as { id: string; name: string }[];
    const found = channels.find((channel) => channel.name === name);
    if (found === undefined) throw new Error(`there is no channel ${name}`);
    return found.id;
  };
  return {
    call,
    channelId,
    /** What stands in a channel itself, newest first. */
    history: async (channel = defaultChannel) => (await pages("conversations.history", { channel }, "messages")) as Message[],
    /** The replies of a thread, oldest first, without the message it hangs on. */
    thread: async (ts: string, channel = defaultChannel) =>
      ((await pages("conversations.replies", { channel, ts }, "messages")) as Message[]).filter((message) => message.ts !== ts),
  };
}

export type Slack = ReturnType<typeof slackOf>;

/** The messages that say this somewhere, in text or blocks. */
export function saying(messages: readonly Message[], words: string): Message[] {
  return messages.filter((message) => JSON.stringify(message).includes(JSON.stringify(words).slice(1, -1)));
}

/** The text inside blocks that Slack parses as markup; what stands elsewhere is shown as it is. */
export function parsedText(blocks: readonly Block[] = []): string[] {
  return collect(blocks, (node) => (node["type"] === "mrkdwn" ? node["text"] : undefined));
}

/** The text inside blocks that Slack shows and does not parse. */
export function plainText(blocks: readonly Block[] = []): string[] {
  return collect(blocks, (node) => (node["type"] === "plain_text" || node["type"] === "text" ? node["text"] : undefined));
}

function collect(node: unknown, pick: (node: Record<string, unknown>) => unknown): string[] {
  if (Array.isArray(node)) return node.flatMap((child) => collect(child, pick));
  if (typeof node !== "object" || node === null) return [];
  const picked = pick(node as Record<string, unknown>);
  return [...(typeof picked === "string" ? [picked] : []), ...Object.values(node).flatMap((child) => collect(child, pick))];
}
