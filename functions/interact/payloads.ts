import * as z from "zod/mini";

const clickSchema = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: z.string() }),
  channel: z.optional(z.object({ id: z.string() })),
  message: z.optional(z.object({ thread_ts: z.optional(z.string()) })),
});
const otherSchema = z.object({ type: z.string() });

/** What somebody did in Slack, as far as we act on it. */
export type Interaction =
  | { readonly kind: "click"; readonly user: string; readonly channel: string; readonly threadTs?: string }
  | { readonly kind: "other" };

/** Reads the form Slack posts; undefined when it is none of Slack's. */
export function readInteraction(body: string): Interaction | undefined {
  const payload = readJson(new URLSearchParams(body).get("payload") ?? "");
  const click = clickSchema.safeParse(payload);
  if (!click.success || click.data.channel === undefined) return otherSchema.safeParse(payload).success ? { kind: "other" } : undefined;
  const { user, channel, message } = click.data;
  const threadTs = message?.thread_ts;
  return { kind: "click", user: user.id, channel: channel.id, ...(threadTs === undefined ? {} : { threadTs }) };
}

const eventSchema = z.union([
  z.object({ type: z.literal("url_verification"), challenge: z.string() }),
  z.pipe(otherSchema, z.transform(() => ({ type: "other" as const }))),
]);

/** Reads an event; undefined when it is none of Slack's. */
export function readEvent(body: string): z.infer<typeof eventSchema> | undefined {
  return eventSchema.safeParse(readJson(body)).data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
