import type { FoundResponse } from "../../shared/ports.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { type Case, isErased } from "../../shared/domain/case.ts";
import { isSettled, splitEffectId } from "../../shared/domain/effect.ts";
import type { Invariant } from "./invariant.ts";

/** What customers are promised of when and how they are written to. */
export const messageInvariants: readonly Invariant[] = [
  {
    name: "no-mail-at-night",
    promise: "No message of ours begins its way in the quiet hours of where its reader is.",
    broken: ({ mails, responses, policy }) =>
      mails.flatMap(({ effectId, at }) => {
        const { responseId, name } = splitEffectId(effectId);
        const found = responses.find(({ response }) => response.id === responseId);
        // What a person writes goes when they send it, and of an erased person it is not known where they were.
        if (found === undefined || name.startsWith("reply-")) return [];
        return isNight(at, found, policy) && isNight(at - sendingMs, found, policy) ? [`${effectId} was mailed at ${shownAt(at, zoneOf(found, policy))} of its reader's time`] : [];
      }),
  },
  {
    name: "asked-once-it-was-made-right",
    promise: "Whether it was made right is asked once for each time that somebody said so, and never otherwise; what was not asked says why.",
    broken: ({ cases, mails, responses, policy }) => [
      ...cases.flatMap((subject) => {
        const asked = responses.flatMap(({ effects }) => effects.filter(({ kind, caseId }) => kind === "recovery" && caseId === subject.id));
        const said = subject.timeline.filter(({ type }) => type === "resolve").length;
        const isAsked = policy.messages.afterResolution !== "off" && !subject.test;
        // Whoever is erased has nobody to ask; what was asked of them before is gone with their answers.
        if (isErased(subject) || asked.length === (isAsked ? said : 0)) return [];
        return [`${subject.id} was resolved ${said} times, and its customer is asked ${asked.length} times`];
      }),
      ...mails.flatMap(({ effectId, at }) => {
        if (!splitEffectId(effectId).name.startsWith("recovery-")) return [];
        const subject = cases.find(({ id }) => responses.some(({ effects }) => effects.some((effect) => effect.id === effectId && effect.caseId === id)));
        if (subject === undefined || wasResolved(subject, at) || wasResolved(subject, at - sendingMs)) return [];
        return [`${effectId} was mailed although ${subject.id} was open`];
      }),
    ],
  },
  {
    name: "nothing-goes-unapproved",
    promise: "Where people approve messages, none goes that nobody has approved; what was shown says what became of it.",
    broken: ({ mails, responses, policy }) => [
      ...mails.flatMap(({ effectId }) => {
        const { responseId, name } = splitEffectId(effectId);
        const found = responses.find(({ response }) => response.id === responseId);
        const message = found?.effects.find(({ id }) => id === effectId);
        if (found === undefined || isOfCase(name) || policy.messages.modes[found.response.band] !== "approve") return [];
        return message?.draft?.decision?.does === "send" && message.draft.decision.by !== "nobody" ? [] : [`${effectId} was mailed, and nobody has approved it`];
      }),
      ...responses.flatMap(({ effects }) =>
        effects
          .filter(({ draft, state }) => draft !== undefined && isSettled({ state }))
          .filter(({ id }) => !effects.some(({ kind, id: verdict }) => kind === "verdict" && verdict.startsWith(id.replace(".", ".verdict-"))))
          .map(({ id }) => `what became of ${id} is on no card`),
      ),
    ],
  },
];

/** Whether it is about a case, and not the message that an answer brings about: whether people approve that says nothing of it. */
function isOfCase(name: string): boolean {
  return name.startsWith("reply-") || name.startsWith("recovery-");
}

function wasResolved({ timeline }: Case, at: number): boolean {
  return timeline.findLast((entry) => (entry.type === "resolve" || entry.type === "reopen") && Date.parse(entry.at) <= at)?.type === "resolve";
}

/** From when it is decided that a mail may go until it lies in the mailbox. */
const sendingMs = 30_000;

function zoneOf({ response }: Pick<FoundResponse, "response">, { messages, timeZone }: Policy): string {
  return response.body.respondent.timeZone ?? messages.timeZone ?? timeZone;
}

/** The policy's window, read a second time: by what a clock on the wall shows. */
function isNight(at: number, found: Pick<FoundResponse, "response">, policy: Policy): boolean {
  const { quietHours } = policy.messages;
  if (quietHours === "off") return false;
  const { start, end } = quietHours;
  const shown = shownAt(at, zoneOf(found, policy));
  return start < end ? start <= shown && shown < end : shown >= start || shown < end;
}

function shownAt(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
