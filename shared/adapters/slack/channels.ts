import * as z from "zod/mini";
import type { Answer, Ask } from "./ask.ts";
import type { Failure } from "./outcome.ts";

/** A channel as the bot sees it. */
export type SlackChannel = {
  readonly id: string;
  readonly name: string;
  readonly isMember: boolean;
  readonly isArchived: boolean;
};

const channelsSchema = z.object({
  channels: z.array(
    z.pipe(
      z.object({ id: z.string(), name: z.string(), is_member: z.optional(z.boolean()), is_archived: z.optional(z.boolean()) }),
      z.transform(({ id, name, is_member: isMember = false, is_archived: isArchived = false }) => ({ id, name, isMember, isArchived })),
    ),
  ),
  response_metadata: z.optional(z.object({ next_cursor: z.optional(z.string()) })),
});

/** All channels the bot can see, archived ones too: their history can still be asked. */
export async function listChannels(ask: Ask): Promise<Answer<readonly SlackChannel[]>> {
  const found: SlackChannel[] = [];
  let cursor = "";
  do {
    const page = await ask(
      "conversations.list",
      { types: "public_channel,private_channel", limit: 500, ...(cursor === "" ? {} : { cursor }) },
      channelsSchema,
    );
    if (!page.ok) return page;
    found.push(...page.value.channels);
    cursor = page.value.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return { ok: true, value: found };
}

/** Whether the text is a channel's id and not its name. */
export function isChannelId(channel: string): boolean {
  return /^[CDG][A-Z0-9]{4,}$/.test(channel);
}

/** A channel's name as Slack lists it. */
export function bareName(channel: string): string {
  return channel.replace(/^#/, "").toLowerCase();
}

/** What a channel's name came to. */
export type ChannelId =
  | { readonly kind: "found"; readonly id: string }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly failure: Failure };

const keptFor = 10 * 60_000;
/** A name that is missing makes the list be read again, but not for every message to a channel that is not there. */
const freshFor = 15_000;

const openedSchema = z.object({ channel: z.object({ id: z.string() }) });

/** Whether the text is a member's id, whom something is said to alone. */
function isMemberId(channel: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(channel);
}

/** Where the bot speaks with one member alone. */
async function directMessage(ask: Ask, member: string): Promise<ChannelId> {
  const opened = await ask("conversations.open", { users: member }, openedSchema);
  return opened.ok ? { kind: "found", id: opened.value.channel.id } : { kind: "failed", failure: opened.failure };
}

/** Channel ids by `#name`, and direct messages by member; ids of channels are given back as they are. */
export function channelDirectory(ask: Ask, now: () => Date): (channel: string) => Promise<ChannelId> {
  let list: { readonly ids: ReadonlyMap<string, string>; readonly at: number } | undefined;
  let loading: Promise<Failure | undefined> | undefined;

  const load = async (): Promise<Failure | undefined> => {
    const at = now().getTime();
    const listed = await listChannels(ask);
    if (!listed.ok) return listed.failure;
    list = { ids: new Map(listed.value.map(({ id, name }) => [name, id])), at };
    return undefined;
  };
  const refresh = () => (loading ??= load().finally(() => { loading = undefined; }));

  return async (channel) => {
    if (isMemberId(channel)) return directMessage(ask, channel);
    if (isChannelId(channel)) return { kind: "found", id: channel };
    const name = bareName(channel);
    const age = list === undefined ? Infinity : now().getTime() - list.at;
    if (age >= keptFor || (age >= freshFor && list?.ids.has(name) !== true)) {
      const failure = await refresh();
      if (failure !== undefined) return { kind: "failed", failure };
    }
    const id = list?.ids.get(name);
    return id === undefined ? { kind: "none" } : { kind: "found", id };
  };
}
