import type { Chat, ChatMessage, Clock, LookUp, SendOutcome } from "../../ports.ts";

/** How a chat in memory is made. */
export type MemoryChatOptions = {
  readonly now: Clock["now"];
  /** How long after a send a post may still turn up, in milliseconds. */
  readonly settleMs: number;
  /** The channels there are, by name; any when absent. */
  readonly channels?: readonly string[];
  /** The ids of members by their address, in small letters. */
  readonly members?: ReadonlyMap<string, string>;
  /** Members of groups, by id. */
  readonly groups?: ReadonlyMap<string, readonly string[]>;
  /** The workspace that members are of. */
  readonly team?: string;
  /** Who says that they are away, by id; may change. */
  readonly away?: ReadonlySet<string>;
};

/** A message as it stands in the chat. */
export type MemoryPost = {
  readonly effectId: string;
  readonly channel: string;
  readonly ts: string;
  readonly at: Date;
  readonly threadTs?: string;
  readonly message: ChatMessage;
};

/** A chat, and what stands in it. */
export type MemoryChat = Chat & {
  /** Every message, oldest first, as it now reads. */
  posts(): readonly MemoryPost[];
  whispers(): readonly { readonly channel: string; readonly user: string; readonly text: string }[];
};

/** The team's chat in memory: what is posted stands there at once, as often as it is posted. */
export function memoryChat({ now, settleMs, channels, members = new Map(), groups = new Map(), away = new Set(), team }: MemoryChatOptions): MemoryChat {
  const posts: MemoryPost[] = [];
  const whispers: { channel: string; user: string; text: string }[] = [];
  const nextTs = numbering();
  const idOf = (channel: string) => {
    if (/^[DU]/.test(channel)) return channel.replace(/^U/, "D");
    const name = channel.replace(/^#|^C-/, "");
    return channels === undefined || channels.includes(name) ? `C-${name}` : undefined;
  };
  const lookUp = ({ effectId, channel, since, threadTs }: Parameters<Chat["lookUp"]>[0]): LookUp => {
    const id = idOf(channel);
    const found = posts.find((post) => post.effectId === effectId && post.channel === id && post.threadTs === threadTs && post.at >= new Date(since));
    if (found !== undefined) return { kind: "found", receipt: { channel: found.channel, ts: found.ts } };
    return now().getTime() - Date.parse(since) >= settleMs ? { kind: "absent" } : { kind: "unsure", reason: "it may still turn up" };
  };
  const edit = ({ channel, ts }: Parameters<Chat["edit"]>[0], message: ChatMessage): SendOutcome => {
    const at = posts.findIndex((post) => post.ts === ts && post.channel === idOf(channel));
    const post = posts[at];
    if (post === undefined) return { kind: "rejected", reason: "message_not_found" };
    posts[at] = { ...post, message: structuredClone(message) };
    return { kind: "sent", receipt: { channel, ts } };
  };
  return {
    posts: () => posts,
    whispers: () => whispers,
    post: ({ effectId, channel: named, message, threadTs }) => {
      const channel = idOf(named);
      if (channel === undefined) return Promise.resolve({ kind: "channel refuses", reason: "channel_not_found" });
      const at = now();
      const ts = nextTs(at);
      posts.push({ effectId, channel, ts, at, message: structuredClone(message), ...(threadTs === undefined ? {} : { threadTs }) });
      return Promise.resolve({ kind: "sent", receipt: { channel, ts } });
    },
    edit: (card, message) => Promise.resolve(edit(card, message)),
    lookUp: (query) => Promise.resolve(lookUp(query)),
    whisper: ({ channel, user }, text) => {
      if (idOf(channel) === undefined) return Promise.reject(new Error("channel_not_found"));
      whispers.push({ channel, user, text });
      return Promise.resolve();
    },
    linkTo: ({ channel, ts }) => Promise.resolve(posts.some((post) => post.ts === ts && post.channel === idOf(channel)) ? `https://chat.example/${channel}/${ts}` : undefined),
    memberByEmail: (email) => Promise.resolve(members.get(email.toLowerCase())),
    member: (id) => {
      const email = [...members].find(([, known]) => known === id)?.[0];
      return Promise.resolve(email === undefined ? undefined : { id, email, away: away.has(id), ...(team === undefined ? {} : { team }) });
    },
    isIn: (group, member) => Promise.resolve(groups.get(group)?.includes(member) ?? false),
  };
}

/** Times as Slack writes them, each once: seconds, and six digits behind the point. */
function numbering(): (at: Date) => string {
  let last = 0;
  return (at) => {
    last = Math.max(last + 1, at.getTime() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;
  };
}
