import { type Case, type TimelineEntry, ownerOf } from "../../shared/domain/case.ts";
import { presentAccount } from "../../shared/domain/account.ts";
import { type Effect, isMessage } from "../../shared/domain/effect.ts";

/**
 * A case as the API shows it.
 *
 * @param effects of its answers: the messages among them that went out stand in its history as well. The ledger says
 *   when they did, so nobody writes it down a second time
 */
export function presentCase(value: Case, effects: readonly Effect[] = []) {
  const { respondent, account, channel: _channel, before: _before, left: _left, timeline, ...rest } = value;
  const { key: _key, ...person } = respondent;
  const told = timeline.map(({ mark: _mark, ...entry }): TimelineEntry => entry);
  return {
    ...rest,
    respondent: person,
    account: account === undefined ? null : presentAccount(account),
    owner: ownerOf(value) ?? null,
    timeline: messagesOf(value, effects).reduce(withMessage, told),
  };
}

/** Each message stands behind what had happened by then; the order of everything else is the history's own. */
function withMessage(timeline: readonly TimelineEntry[], message: TimelineEntry): readonly TimelineEntry[] {
  return timeline.toSpliced(timeline.findLastIndex(({ at }) => at <= message.at) + 1, 0, message);
}

/** What the product wrote to the customer because of the case; what a person wrote is told by their contact. */
function messagesOf({ id }: Case, effects: readonly Effect[]): readonly TimelineEntry[] {
  return effects
    // A reward travels with its thanks.
    .filter(({ kind, state, caseId }) => caseId === id && state === "sent" && (kind === "recovery" || (isMessage(kind) && kind !== "reward")))
    .map(({ id: effectId, kind, at, responseId }) => ({ type: "message", at, actor: "afterscore", source: "pipeline", kind, effectId, responseId }));
}
