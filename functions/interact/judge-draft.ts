import type { ModalView } from "@slack/types";
import { type Judgement, type Judging, type LateDraft, findDraft, judgeDraft } from "../../shared/casework/judge-draft.ts";
import type { DraftSeen } from "../../shared/casework/draft-seen.ts";
import { mention } from "../../shared/chat/mrkdwn.ts";
import type { Origin } from "./origin.ts";
import { editModal } from "./views/edit-modal.ts";
import { agoInWords } from "./views/time-in-words.ts";

/**
 * Carries out what somebody decided about a draft.
 *
 * @returns what they are told where nothing was changed; Slack's markup
 */
export async function decideDraft(needs: Judging, seen: DraftSeen, judgement: Judgement): Promise<string | undefined> {
  const judged = await judgeDraft(needs, seen, judgement);
  switch (judged.kind) {
    case "done":
      return undefined;
    case "gone":
      return gone;
    case "late":
      return lateText(judged, { by: judgement.by, at: needs.clock.now().toISOString() });
  }
}

/** The dialog in which a draft is edited, or what somebody is told who comes too late for that. */
export async function editDraft(needs: Judging, seen: DraftSeen, by: string, origin: Origin): Promise<ModalView | string> {
  const found = await findDraft(needs, seen);
  switch (found.kind) {
    case "gone":
      return gone;
    case "late":
      return lateText(found, { by, at: needs.clock.now().toISOString() });
    case "waiting":
      return editModal(found.draft, { ...origin, draft: `${seen.messageId}:${seen.revision}` });
  }
}

const gone = "This draft is not there any more. Nothing was changed.";

function lateText(late: LateDraft, told: { readonly by: string; readonly at: string }): string {
  return late.tells === "changed"
    ? "The customer has changed their answer since, and the draft is another one now. Nothing was sent: please look again."
    : `${whatHappened(late.tells, late, told)}. Nothing was changed.`;
}

function whatHappened(tells: Exclude<LateDraft["tells"], "changed">, { message, draft: { decision } }: LateDraft, { by, at }: { readonly by: string; readonly at: string }): string {
  const who = decision === undefined ? "somebody" : decision.by === by ? "you" : (mention(decision.by) ?? "somebody");
  const when = decision === undefined ? "" : ` ${agoInWords(decision.at, at)}`;
  switch (tells) {
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
