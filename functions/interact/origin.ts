import * as z from "zod/mini";

const originSchema = z.object({
  caseId: z.optional(z.string()),
  channel: z.optional(z.string()),
  ts: z.optional(z.string()),
  list: z.optional(z.object({ stormId: z.string(), from: z.int().check(z.gte(0)), asked: z.array(z.string()) })),
  draft: z.optional(z.string()),
});

/** What a view is about, and where the click was that opened it: a private answer is given there. */
export type Origin = {
  readonly caseId?: string;
  readonly channel?: string;
  /** The message that was clicked. */
  readonly ts?: string;
  readonly list?: ListShown;
  /** The draft that is edited in it, as its buttons name it. */
  readonly draft?: string;
};

/** The page of a storm's list that a view shows, by which it can be drawn anew. */
export type ListShown = {
  readonly stormId: string;
  readonly from: number;
  /** Cases whose cards were asked for in it; Slack takes 3,000 characters of all this, and a page has no more of them. */
  readonly asked: readonly string[];
};

/** An origin as `private_metadata`, which Slack gives back with everything that happens in the view. */
export function writeOrigin({ caseId, channel, ts, list, draft }: Origin): string {
  return JSON.stringify({ caseId, channel, ts, list, draft });
}

/** Reads `private_metadata`; nothing is known when it is none of ours. */
export function readOrigin(metadata: string): Origin {
  const { caseId, channel, ts, list, draft } = originSchema.safeParse(readJson(metadata)).data ?? {};
  return {
    ...(caseId === undefined ? {} : { caseId }),
    ...(channel === undefined ? {} : { channel }),
    ...(ts === undefined ? {} : { ts }),
    ...(list === undefined ? {} : { list }),
    ...(draft === undefined ? {} : { draft }),
  };
}

/** What a text says as JSON; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
