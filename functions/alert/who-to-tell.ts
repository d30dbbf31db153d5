import { type Case, type TimelineEntry, isSlackUser, ownerNamed, ownerOf } from "../../shared/domain/case.ts";
import { isMarkedAway, standIn } from "../../shared/domain/case-clock.ts";
import type { Owner } from "../../shared/domain/account.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Chat, Log } from "../../shared/ports.ts";

/** What finding people needs of the world. */
export type Finding = { readonly chat: Pick<Chat, "memberByEmail" | "member">; readonly policy: Policy; readonly log: Log };

/** The Slack id of a case's owner, if they can be found. */
export function ownerInSlack(needs: Finding, subject: Case): Promise<string | undefined> {
  return inSlack(needs, ownerOf(subject), subject.id);
}

/** Whom a line of a case's history is meant for, so that they are told of it: a Slack id, or `here`. */
export async function whoIsMeant(needs: Finding, subject: Case, entry: TimelineEntry): Promise<string | undefined> {
  if (entry.type !== "warn" && entry.type !== "escalate") return undefined;
  const { step } = entry;
  if (step === "channel") return "here";
  const isStandIn = step === "backup" || step === "manager";
  const found = isStandIn ? await standInInSlack(needs, subject, step) : await whoIsThere(needs, subject);
  return found ?? needs.policy.slack.fallbackGroup;
}

/** Whom to turn to about a case: its owner, or, while they are away, who stands in. */
export async function whoIsThere(needs: Finding, subject: Case): Promise<string | undefined> {
  const owner = await ownerInSlack(needs, subject);
  if (owner !== undefined && !(await isAway(needs, subject, owner))) return owner;
  return (await standInInSlack(needs, subject, "backup")) ?? owner;
}

/** The Slack id of who stands in for a case's owner. */
function standInInSlack(needs: Finding, subject: Case, step: "backup" | "manager"): Promise<string | undefined> {
  const name = standIn(subject, step, needs.policy);
  return inSlack(needs, name === undefined ? undefined : ownerNamed(name), subject.id);
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

async function inSlack({ chat, log }: Finding, who: Owner | undefined, caseId: string): Promise<string | undefined> {
  if (who?.slackUserId !== undefined && isSlackUser(who.slackUserId)) return who.slackUserId;
  if (who?.email === undefined) return undefined;
  try {
    return await chat.memberByEmail(who.email);
  } catch (error) {
    // An alert without a mention beats a mention without an alert.
    log.error("owner not found in Slack", error, { case: caseId });
    return undefined;
  }
}
