import { isReply, unwrittenReply } from "../../shared/casework/unwritten.ts";
import { workCase } from "../../shared/casework/work-case.ts";
import type { CaseEvent } from "../../shared/domain/case.ts";
import type { SuppressionReason } from "../../shared/domain/suppression.ts";
import { whyUnsent } from "../../shared/delivery/suppression-of.ts";
import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";
import { mayAct } from "./may-act.ts";
import { modalFields } from "./modal-fields.ts";
import type { Act, Submission } from "./read-submission.ts";
import { redraw } from "./redraw.ts";
import { noticeModal } from "./views/notice-modal.ts";
import { refusalText } from "./views/refusal.ts";

/** What Slack does with the dialog: it closes where nothing is said. */
export type DialogAnswer = { readonly response_action: "errors" | "update"; readonly [more: string]: unknown } | undefined;

/** Does what a dialog asks for; a mistake is shown at its field, and what was not done is said in the dialog's place. */
export async function onSubmission(needs: Interacting, { user, teams, act, origin }: Submission): Promise<DialogAnswer> {
  if ("errors" in act) return { response_action: "errors", errors: act.errors };
  const [permission, unsent] = await Promise.all([mayAct(needs, { user, teams }), whyUnwritten(needs, act, user)]);
  if (permission.kind === "refused") return instead(permission.text);
  if (unsent !== undefined) return { response_action: "errors", errors: { [modalFields.message]: `This was not sent, and nothing was changed: ${whyUnsent[unsent]}` } };
  for (const [place, asked] of act.events.entries()) {
    const event = signedBy(permission.member, asked);
    const worked = await workCase(needs, act.caseId, event, { actor: user, source: "slack", mark: markOf(act, place) });
    if (worked.kind === "missing") return instead("This case is not there any more. Nothing was changed.");
    if (worked.kind === "refused") return instead(refusalText({ actor: user, now: needs.clock.now().toISOString() }, worked.case, event));
  }
  // A dialog that was opened in Home has no channel.
  if (origin.channel === undefined) await redraw(needs, { on: "home", viewId: undefined, origin }, permission.member);
  return undefined;
}

async function whyUnwritten(needs: Interacting, act: Extract<Act, { events: unknown }>, actor: string): Promise<SuppressionReason | undefined> {
  const place = act.events.findIndex(isReply);
  const reply = act.events[place];
  return reply === undefined ? undefined : unwrittenReply(needs, act.caseId, reply, { actor, source: "slack", mark: markOf(act, place) });
}

/** By what one of the things that a dialog asks for is known again when it is submitted twice. */
function markOf({ viewId }: { readonly viewId: string }, place: number): string {
  return `${viewId}.${place}`;
}

/** Who writes to a customer gets the answer. */
function signedBy({ email }: Member, event: CaseEvent): CaseEvent {
  return event.type === "contact" && event.message !== undefined && email !== undefined ? { ...event, replyTo: email } : event;
}

/** Says something in the place of the dialog. `text` is Slack's markup. */
export function instead(text: string): DialogAnswer {
  return { response_action: "update", view: noticeModal(text) };
}
