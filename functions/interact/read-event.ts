import * as z from "zod/mini";
import { readJson } from "./origin.ts";
import { idSchema, maybe } from "./payload-parts.ts";

/** What Slack tells us, as far as we act on it. */
export type SlackEvent =
  | { readonly kind: "challenge"; readonly challenge: string }
  /** Somebody looks at App Home. */
  | { readonly kind: "home opened"; readonly user: string; readonly teams: readonly string[] }
  | { readonly kind: "other" };

const challengeSchema = z.object({ type: z.literal("url_verification"), challenge: z.string() });
const homeSchema = z.object({
  type: z.literal("event_callback"),
  team_id: maybe(idSchema),
  event: z.object({ type: z.literal("app_home_opened"), user: idSchema, tab: maybe(z.string()) }),
});
const otherSchema = z.object({ type: z.string() });

/** Reads an event; undefined when it is none of Slack's. */
export function readEvent(body: string): SlackEvent | undefined {
  const payload = readJson(body);
  const challenge = challengeSchema.safeParse(payload).data;
  if (challenge !== undefined) return { kind: "challenge", challenge: challenge.challenge };
  const home = homeSchema.safeParse(payload).data;
  // The same event comes for the tab with the messages.
  if (home !== undefined && home.event.tab !== "messages") return { kind: "home opened", user: home.event.user, teams: home.team_id === undefined ? [] : [home.team_id] };
  return otherSchema.safeParse(payload).success ? { kind: "other" } : undefined;
}
