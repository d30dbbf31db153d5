import type { ModalView } from "@slack/types";
import { mention } from "../../shared/chat/mrkdwn.ts";
import { type Decision, type Draft, type OwnWords, tellsOf } from "../../shared/domain/draft.ts";
import type { Effect } from "../../shared/domain/effect.ts";
import { decentTime } from "../../shared/domain/quiet-hours.ts";
import { queueEffects } from "../../shared/delivery/queue-effects.ts";
import type { FoundResponse } from "../../shared/ports.ts";
import type { DraftSeen } from "./draft-seen.ts";
import type { Interacting } from "./interacting.ts";
import type { Origin } from "./origin.ts";
import { editModal } from "./views/edit-modal.ts";
import { agoInWords } from "./views/time-in-words.ts";

type Judging = Pick<Interacting, "responses" | "drafts" | "queues" | "policy" | "clock" | "log">;

/** What somebody wants done with a draft. */
export type Judgement = { readonly does: Decision["does"]; readonly by: string; readonly words?: OwnWords };

/**
 * Carries out what somebody decided about a draft. Of two who do so at once one is told that the other was quicker.
 *
 * @returns what they are told where nothing was changed; Slack's markup
 */
export async function judgeDraft(needs: Judging, seen: DraftSeen, { does, by, words }: Judgement): Promise<string | undefined> {
  const { drafts, queues, policy, clock, log } = needs;
  const found = await needs.responses.find(seen.responseId);
  const messages = found === undefined ? [] : mailOf(found, seen);
  if (found === undefined || messages.length === 0) return gone;
  const at = clock.now().toISOString();
  // By the newest answer, as what is to be sent will be.
  const notBefore = decentTime(at, found.response, policy);
  const { kind, effects } = await drafts.decide(messages, { does, by, at, revision: seen.revision, notBefore, ...(words === undefined ? {} : { words }) });
  if (kind === "late") return lateText(effects.find(({ id }) => id === seen.messageId), seen, { by, at });
  try {
    await queueEffects(queues, effects, Date.parse(at));
  } catch (error) {
    log.error("what was decided about a draft is done later", error, { effect: seen.messageId });
  }
  return undefined;
}

/** The dialog in which a draft is edited, or what somebody is told who comes too late for that. */
export async function editDraft(needs: Judging, seen: DraftSeen, by: string, origin: Origin): Promise<ModalView | string> {
  const found = await needs.responses.find(seen.responseId);
  const at = needs.clock.now().toISOString();
  const message = found?.effects.find(({ id }) => id === seen.messageId);
  if (message?.draft === undefined) return gone;
  const { draft } = message;
  if (message.state !== "planned" || draft.decision !== undefined || draft.revision !== seen.revision || draft.expiresAt <= at) return lateText(message, seen, { by, at });
  return editModal(draft, { ...origin, draft: `${seen.messageId}:${seen.revision}` });
}

/** The message with the draft, and what goes in the same mail. */
function mailOf({ effects }: FoundResponse, { messageId }: DraftSeen): readonly Effect[] {
  const message = effects.find(({ id }) => id === messageId);
  if (message === undefined) return [];
  return [message, ...effects.filter(({ kind, state }) => message.kind === "thank" && kind === "reward" && state === message.state)];
}

const gone = "This draft is not there any more. Nothing was changed.";

function lateText(message: Effect | undefined, seen: DraftSeen, { by, at }: { readonly by: string; readonly at: string }): string {
  if (message?.draft === undefined) return gone;
  const { draft } = message;
  if (message.state === "planned" && draft.decision === undefined && draft.revision !== seen.revision) {
    return "The customer has changed their answer since, and the draft is another one now. Nothing was sent: please look again.";
  }
  return `${whatHappened(message, draft, { by, at })}. Nothing was changed.`;
}

function whatHappened(message: Effect, draft: Draft, { by, at }: { readonly by: string; readonly at: string }): string {
  const { decision } = draft;
  const who = decision === undefined ? "somebody" : decision.by === by ? "you" : (mention(decision.by) ?? "somebody");
  const when = decision === undefined ? "" : ` ${agoInWords(decision.at, at)}`;
  switch (tellsOf(message)) {
    case "sent":
      return `Already sent, approved by ${who}${when}`;
    case "approved":
      return `Already approved by ${who}${when}`;
    case "discarded":
      return `Already discarded by ${who}${when}`;
    case "waiting":
    case "expired":
      return "Nobody approved it in time, so it was not sent";
    case "not sent":
      return `It was not sent: ${message.detail ?? message.state}`;
  }
}
