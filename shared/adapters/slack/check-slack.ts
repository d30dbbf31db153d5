import * as z from "zod/mini";
import { type SlackConnection, slackAsk } from "./ask.ts";
import { botScopes } from "./bot-scopes.ts";
import { type SlackChannel, bareName, isChannelId, listChannels } from "./channels.ts";
import { inWords } from "./outcome.ts";

const identitySchema = z.object({
  user: z.string(),
  team: z.string(),
  /** What Slack says of the token in a header, and the client puts here. */
  response_metadata: z.optional(z.object({ scopes: z.optional(z.array(z.string())) })),
});

/** Something that would keep alerts from arriving, in words. Without the token, nothing else can be looked at. */
export type SlackProblem = { readonly of: "token" | "scopes" | "channels"; readonly text: string };

/**
 * What would keep alerts from arriving, found out before the first one: the token, what it
 * may do, and each of the channels. Empty when all is well.
 *
 * @param channels as the policy writes them, `#name` or id
 */
export async function checkSlack(connection: SlackConnection, channels: readonly string[]): Promise<readonly SlackProblem[]> {
  const ask = slackAsk(connection);
  const identity = await ask("auth.test", {}, identitySchema);
  if (!identity.ok) return [{ of: "token", text: `Slack does not take the bot token: ${inWords(identity.failure)}.` }];
  const { user, team, response_metadata: { scopes } = {} } = identity.value;
  const lacking = scopesLacking(scopes, user).map((text) => ({ of: "scopes", text }) as const);
  const listed = await listChannels(ask);
  if (!listed.ok) return [...lacking, { of: "channels", text: `Slack does not list its channels: ${inWords(listed.failure)}.` }];
  const wrong = [...new Set(channels)].flatMap((channel) => findingsOf(channel, listed.value, user, team));
  return [...lacking, ...wrong.map((text) => ({ of: "channels", text }) as const)];
}

/** A Slack that does not say what a token may do is taken to allow it. */
function scopesLacking(granted: readonly string[] = botScopes, bot: string): string[] {
  const lacking = botScopes.filter((scope) => !granted.includes(scope));
  return lacking.length === 0
    ? []
    : [`@${bot} lacks the ${lacking.length === 1 ? "scope" : "scopes"} ${lacking.join(", ")}: add them under OAuth & Permissions of the app and install it anew.`];
}

function findingsOf(wanted: string, channels: readonly SlackChannel[], bot: string, team: string): string[] {
  const found = channels.find(({ id, name }) => (isChannelId(wanted) ? id === wanted : name === bareName(wanted)));
  if (found === undefined) {
    return [`There is no channel ${wanted} in ${team} that @${bot} can see: create it, or invite @${bot} if it is private.`];
  }
  if (found.isArchived) return [`The channel #${found.name} is archived: unarchive it or name another in the policy.`];
  return found.isMember ? [] : [`@${bot} is not in #${found.name}: say /invite @${bot} there.`];
}
