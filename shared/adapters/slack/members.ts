import * as z from "zod/mini";
import { normaliseEmail } from "../../domain/respondent.ts";
import type { Chat, Member } from "../../ports.ts";
import type { Answer, Ask } from "./ask.ts";
import { inWords } from "./outcome.ts";
import { remembered } from "./remembered.ts";

const userSchema = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.optional(z.string()),
    deleted: z.optional(z.boolean()),
    is_bot: z.optional(z.boolean()),
    is_stranger: z.optional(z.boolean()),
    profile: z.optional(z.object({ email: z.optional(z.string()), status_emoji: z.optional(z.string()), status_text: z.optional(z.string()) })),
  }),
});
const groupSchema = z.object({ users: z.array(z.string()) });

/** What people put into their status when they are away for longer than a meeting. */
const awaySigns: ReadonlySet<string> = new Set([":palm_tree:", ":desert_island:", ":beach_with_umbrella:", ":face_with_thermometer:", ":airplane:", ":baby:"]);
const awayWords = /\b(?:away|vacation(?:ing)?|holidays?|out of (?:the )?office|ooo|on leave|parental leave|off sick|out sick|pto|urlaub|krank|congés?|vacaciones)\b/i;

/**
 * The people of the workspace. What Slack says is remembered for five minutes, since an account's owner is asked
 * for with every alert of theirs.
 *
 * Each throws when Slack cannot say, e.g. without the scope `users:read.email`.
 */
export function memberDirectory(ask: Ask, now: () => Date): Pick<Chat, "memberByEmail" | "member" | "isIn"> {
  const byEmail = remembered(async (email) => found(await ask("users.lookupByEmail", { email }, userSchema), "users_not_found")?.user.id, now);
  const byId = remembered(async (user) => memberOf(found(await ask("users.info", { user }, userSchema), "user_not_found")), now);
  const group = remembered(async (usergroup) => found(await ask("usergroups.users.list", { usergroup }, groupSchema), "no_such_subteam")?.users ?? [], now);
  return {
    memberByEmail: (email) => byEmail(normaliseEmail(email)),
    member: byId,
    isIn: async (name, member) => (await group(name)).includes(member),
  };
}

/** The answer, or nothing when there is no such thing. */
function found<T>(answer: Answer<T>, missing: string): T | undefined {
  if (answer.ok) return answer.value;
  if (answer.failure.at === "answer" && answer.failure.code === missing) return undefined;
  throw new Error(`Slack could not look up a member: ${inWords(answer.failure)}`, { cause: answer.cause });
}

/** Bots, people of other workspaces and people who have left are none of the team. */
function memberOf(answer: z.infer<typeof userSchema> | undefined): Member | undefined {
  if (answer === undefined) return undefined;
  const { id, team_id: team, deleted, is_bot: isBot, is_stranger: isStranger, profile: { email, status_emoji: sign = "", status_text: text = "" } = {} } = answer.user;
  if (deleted === true || isBot === true || isStranger === true) return undefined;
  return { id, away: awaySigns.has(sign) || awayWords.test(text), ...(team === undefined ? {} : { team }), ...(email === undefined ? {} : { email: normaliseEmail(email) }) };
}
