import * as z from "zod";
import { type SlackConnection, slackAsk } from "./ask.ts";
import { type SlackChannel, bareName, isChannelId, listChannels } from "./channels.ts";
import { inWords } from "./outcome.ts";

const identitySchema = z.object({ user: z.string(), team: z.string() });

/**
 * What would keep alerts from arriving, in words, found out before the first one: the token, and
 * each of the channels. Empty when all is well.
 *
 * @param channels as the policy writes them, `#name` or id
 */
export async function checkSlack(connection: SlackConnection, channels: readonly string[]): Promise<readonly string[]> {
  const ask = slackAsk(connection);
  const identity = await ask("auth.test", {}, identitySchema);
  if (!identity.ok) return [`Slack does not take the bot token: ${inWords(identity.failure)}.`];
  const listed = await listChannels(ask);
  if (!listed.ok) return [`Slack does not list its channels: ${inWords(listed.failure)}.`];
  const { user, team } = identity.value;
  return [...new Set(channels)].flatMap((channel) => findingsOf(channel, listed.value, user, team));
}

function findingsOf(wanted: string, channels: readonly SlackChannel[], bot: string, team: string): string[] {
  const found = channels.find(({ id, name }) => (isChannelId(wanted) ? id === wanted : name === bareName(wanted)));
  if (found === undefined) {
    return [`There is no channel ${wanted} in ${team} that @${bot} can see: create it, or invite @${bot} if it is private.`];
  }
  if (found.isArchived) return [`The channel #${found.name} is archived: unarchive it or name another in the policy.`];
  return found.isMember ? [] : [`@${bot} is not in #${found.name}: say /invite @${bot} there.`];
}
