import * as z from "zod/mini";

const originSchema = z.object({
  caseId: z.optional(z.string()),
  channel: z.optional(z.string()),
  ts: z.optional(z.string()),
  draft: z.optional(z.string()),
});

/** What a view is about, and where the click was that opened it: a private answer is given there. */
export type Origin = {
  readonly caseId?: string;
  readonly channel?: string;
  /** The message that was clicked. */
  readonly ts?: string;
  /** The draft that is edited in it, as its buttons name it. */
  readonly draft?: string;
};

/** An origin as `private_metadata`, which Slack gives back with everything that happens in the view. */
export function writeOrigin({ caseId, channel, ts, draft }: Origin): string {
  return JSON.stringify({ caseId, channel, ts, draft });
}

/** Reads `private_metadata`; nothing is known when it is none of ours. */
export function readOrigin(metadata: string): Origin {
  const { caseId, channel, ts, draft } = originSchema.safeParse(readJson(metadata)).data ?? {};
  return {
    ...(caseId === undefined ? {} : { caseId }),
    ...(channel === undefined ? {} : { channel }),
    ...(ts === undefined ? {} : { ts }),
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
