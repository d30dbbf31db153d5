import type { ModalView } from "@slack/types";
import { probes } from "../../shared/chat/card-actions.ts";
import { greetingFor } from "../../shared/casework/greeting.ts";
import { unwritten } from "../../shared/casework/unwritten.ts";
import { workCase } from "../../shared/casework/work-case.ts";
import { type Case, type CaseEvent, ownerOf, transition } from "../../shared/domain/case.ts";
import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";
import { mayAct } from "./may-act.ts";
import type { Origin } from "./origin.ts";
import { decideDraft, editDraft } from "./judge-draft.ts";
import type { CaseWish, Click, DraftWish, StormWish } from "./read-click.ts";
import { redraw } from "./redraw.ts";
import { askForCard, stormList } from "./storm-cases.ts";
import { assignModal } from "./views/assign-modal.ts";
import { contactModal } from "./views/contact-modal.ts";
import { type Draft, draftModal } from "./views/draft-modal.ts";
import { noteModal } from "./views/note-modal.ts";
import { noticeModal } from "./views/notice-modal.ts";
import { refusalText } from "./views/refusal.ts";
import { resolveModal } from "./views/resolve-modal.ts";
import { snoozeModal } from "./views/snooze-modal.ts";

/** Does what a click asks for: at once, or by opening the dialog that asks for the rest. */
export async function onClick(needs: Interacting, click: Click): Promise<void> {
  const { wish } = click;
  if (wish === undefined) return;
  const permission = await mayAct(needs, click);
  if (permission.kind === "refused") return tell(needs, click, permission.text);
  if ("stormId" in wish) return onStorm(needs, click, wish, permission.member);
  if ("draft" in wish) return onDraft(needs, click, wish);
  const event = atOnce[wish.wants];
  if (event === undefined) return ask(needs, click, wish);
  const worked = await workCase(needs, wish.caseId, event, { actor: click.user, source: "slack" });
  if (worked.kind === "missing") await tell(needs, click, gone);
  if (worked.kind === "refused") await tell(needs, click, refusalText({ actor: click.user, now: needs.clock.now().toISOString() }, worked.case, event));
  // Also where nothing was changed: it was clicked because something else was shown.
  await redraw(needs, click, permission.member);
}

const gone = "This case is not there any more. Nothing was changed.";

/** What needs no more words. */
const atOnce: Readonly<Partial<Record<CaseWish["wants"], CaseEvent>>> = { acknowledge: { type: "acknowledge" }, reopen: { type: "reopen" } };

async function onStorm(needs: Interacting, click: Click, wish: StormWish, member: Member): Promise<void> {
  const { viewId, origin: { list } } = click;
  if (wish.wants === "list") {
    const view = await stormList(needs, { stormId: wish.stormId, from: wish.from, asked: list?.asked ?? [] }, originOf(click));
    const isShown = list !== undefined && viewId !== undefined && (await needs.views.update(viewId, view));
    return isShown ? undefined : show(needs, click, view);
  }
  const asked = await askForCard(needs, wish.caseId);
  if (list === undefined || !asked.isComing) await tell(needs, click, asked.text);
  if (list === undefined) return;
  const shown = { ...list, asked: [...new Set([...list.asked, wish.caseId])] };
  await redraw(needs, { ...click, origin: { ...click.origin, list: shown } }, member);
}

async function onDraft(needs: Interacting, click: Click, { wants, draft }: DraftWish): Promise<void> {
  const asked = wants === "edit" ? await editDraft(needs, draft, click.user, originOf(click)) : await decideDraft(needs, draft, { does: wants, by: click.user });
  if (asked === undefined) return;
  return typeof asked === "string" ? tell(needs, click, asked) : show(needs, click, asked);
}

async function show(needs: Interacting, click: Click, view: ModalView): Promise<void> {
  const isOpen = click.triggerId !== undefined && (await needs.views.open(click.triggerId, view));
  if (!isOpen) await tell(needs, click, "That took too long for Slack. Please click again.");
}

async function ask(needs: Interacting, click: Click, { wants, caseId }: CaseWish): Promise<void> {
  const subject = await needs.cases.find(caseId);
  if (subject === undefined) return tell(needs, click, gone);
  const probe = probes[wants];
  if (!transition(subject, probe).allowed) {
    return tell(needs, click, refusalText({ actor: click.user, now: needs.clock.now().toISOString() }, subject, probe));
  }
  const view = await dialogFor(needs, wants, subject, click);
  if (view !== undefined) await show(needs, click, view);
}

async function dialogFor(needs: Interacting, wants: CaseWish["wants"], subject: Case, click: Click): Promise<ModalView | undefined> {
  const { policy, clock } = needs;
  const origin = originOf(click);
  switch (wants) {
    case "resolve":
      return resolveModal(subject, policy, origin);
    case "assign":
      return assignModal(subject, ownerOf(subject)?.slackUserId, origin);
    case "snooze":
      return snoozeModal(subject, { now: clock.now().toISOString(), hours: policy.sla.hours, timeZone: policy.timeZone }, origin);
    case "note":
      return noteModal(subject, origin);
    case "contact":
      return contactModal(subject, origin);
    case "draft":
      return draftModal(subject, await draftFor(needs, subject, click.user), origin);
    case "acknowledge":
    case "reopen":
      return undefined;
  }
}

async function draftFor(needs: Interacting, subject: Case, user: string): Promise<Draft> {
  const { chat, responses, policy: { messages: { sender } } } = needs;
  const [member, found, suppressed] = await Promise.all([chat.member(user), responses.find(subject.responses.at(-1) ?? ""), unwritten(needs, subject)]);
  const comment = found?.response.body.comment;
  return { text: greetingFor(subject), from: sender, repliesTo: member?.email ?? sender.email, ...(comment === undefined ? {} : { comment }), ...(suppressed === undefined ? {} : { suppressed }) };
}

function originOf({ channel, ts, threadTs }: Click): Origin {
  const place = threadTs ?? ts;
  return { ...(channel === undefined ? {} : { channel }), ...(place === undefined ? {} : { ts: place }) };
}

/** Tells the person alone: where they clicked, or, where there is no channel, in a dialog. Nothing was changed, so nothing is lost when Slack does not take it. */
async function tell({ chat, views, log }: Interacting, { user, channel, threadTs, triggerId }: Click, text: string): Promise<void> {
  try {
    if (channel !== undefined) await chat.whisper({ channel, user, ...(threadTs === undefined ? {} : { threadTs }) }, text);
    else if (triggerId !== undefined) await views.open(triggerId, noticeModal(text));
  } catch (error) {
    log.error("click not answered", error);
  }
}
