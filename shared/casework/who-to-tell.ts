import { type Case, type TimelineEntry, isSlackUser, ownerNamed, ownerOf } from "../domain/case.ts";
import { isMarkedAway, standIn } from "../domain/case-clock.ts";
import type { Owner } from "../domain/account.ts";
import type { Policy } from "../domain/policy.ts";
import type { Chat, Log } from "../ports.ts";

/** What finding people needs of the world. */
export type Finding = { readonly chat: Pick<Chat, "memberByEmail" | "member">; readonly policy: Policy; readonly log: Log };

/** The Slack id of a case's owner, if they can be found. */
export function ownerInSlack(needs: Finding, subject: Case): Promise<string | undefined> {
  return orNobody(needs, subject, () => inSlack(needs, ownerOf(subject)));
}

/** Whom a line of a case's history is meant for, so that they are told of it: a Slack id, or `here`. */
export async function whoIsMeant(needs: Finding, subject: Case, entry: TimelineEntry): Promise<string | undefined> {
  if (entry.type !== "warn" && entry.type !== "escalate") return undefined;
  const { step } = entry;
  if (step === "channel") return "here";
  const isStandIn = step === "backup" || step === "manager";
  const found = await orNobody(needs, subject, () => (isStandIn ? standInInSlack(needs, subject, step) : whoIsThere(needs, subject)));
  return found ?? needs.policy.slack.fallbackGroup;
}

/** Whom to turn to about a case: its owner, or, while they are away, who stands in. Throws when Slack cannot be asked. */
export async function whoIsThere(needs: Finding, subject: Case): Promise<string | undefined> {
  const owner = await inSlack(needs, ownerOf(subject));
  if (owner !== undefined && !(await isAway(needs, subject, owner))) return owner;
  return (await standInInSlack(needs, subject, "backup")) ?? owner;
}

/** The Slack id of who stands in for a case's owner. */
function standInInSlack(needs: Finding, subject: Case, step: "backup" | "manager"): Promise<string | undefined> {
  const name = standIn(subject, step, needs.policy);
  return inSlack(needs, name === undefined ? undefined : ownerNamed(name));
}

async function isAway({ chat, policy, log }: Finding, subject: Case, owner: string): Promise<boolean> {
  if (isMarkedAway(subject, policy)) return true;
  try {
    return (await chat.member(owner))?.away === true;
  } catch (error) {
    log.error("it is not known whether an owner is away", error, { case: subject.id });
    return false;
  }
}

async function inSlack({ chat }: Finding, who: Owner | undefined): Promise<string | undefined> {
  if (who?.slackUserId !== undefined && isSlackUser(who.slackUserId)) return who.slackUserId;
  return who?.email === undefined ? undefined : chat.memberByEmail(who.email);
}

/** An alert without a mention beats a mention without an alert. */
async function orNobody({ log }: Finding, { id }: Case, find: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await find();
  } catch (error) {
    log.error("owner not found in Slack", error, { case: id });
    return undefined;
  }
}
