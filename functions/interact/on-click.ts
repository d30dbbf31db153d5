import type { ModalView } from "@slack/types";
import { workCase } from "../../shared/casework/work-case.ts";
import { type Case, type CaseEvent, ownerOf, transition } from "../../shared/domain/case.ts";
import { presentableName } from "../../shared/domain/text.ts";
import type { Interacting } from "./interacting.ts";
import { mayAct } from "./may-act.ts";
import type { Origin } from "./origin.ts";
import { editDraft, judgeDraft } from "./judge-draft.ts";
import type { CaseWish, Click, DraftWish, StormWish } from "./read-click.ts";
import { askForCard, stormList } from "./storm-cases.ts";
import { showHome } from "./show-home.ts";
import { assignModal } from "./views/assign-modal.ts";
import { contactModal } from "./views/contact-modal.ts";
import { draftModal } from "./views/draft-modal.ts";
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
  if ("stormId" in wish) return onStorm(needs, click, wish);
  if ("draft" in wish) return onDraft(needs, click, wish);
  const event = atOnce[wish.wants];
  if (event === undefined) return ask(needs, click, wish);
  const worked = await workCase(needs, wish.caseId, event, { actor: click.user, source: "slack" });
  switch (worked.kind) {
    case "missing":
      return tell(needs, click, gone);
    case "refused":
      return tell(needs, click, refusalText({ actor: click.user, now: needs.clock.now().toISOString() }, worked.case, event));
    case "done":
    case "repeated":
      if (click.on === "home") await showHome(needs, permission.member);
  }
}

const gone = "This case is not there any more. Nothing was changed.";

/** What needs no more words. */
const atOnce: Readonly<Partial<Record<CaseWish["wants"], CaseEvent>>> = { acknowledge: { type: "acknowledge" }, reopen: { type: "reopen" } };

/** What each dialog would have happen, to ask the state machine whether it would be taken. */
const probes: Readonly<Partial<Record<CaseWish["wants"], CaseEvent>>> = {
  resolve: { type: "resolve", outcome: "recovered", rootCause: "other" },
  contact: { type: "contact", how: "" },
  // Sending it will be contact; nothing is lost yet that the person would have to be told of.
  draft: { type: "contact", how: "" },
  snooze: { type: "snooze", until: "" },
};

async function onStorm(needs: Interacting, click: Click, wish: StormWish): Promise<void> {
  if (wish.wants === "card") return tell(needs, click, await askForCard(needs, wish.caseId));
  return show(needs, click, await stormList(needs, wish, originOf(click)));
}

async function onDraft(needs: Interacting, click: Click, { wants, draft }: DraftWish): Promise<void> {
  const asked = wants === "edit" ? await editDraft(needs, draft, click.user, originOf(click)) : await judgeDraft(needs, draft, { does: wants, by: click.user });
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
  if (probe !== undefined && !transition(subject, probe).allowed) {
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
      return resolveModal(subject, policy.rootCauses, origin);
    case "assign":
      return assignModal(subject, ownerOf(subject)?.slackUserId, origin);
    case "snooze":
      return snoozeModal(subject, { now: clock.now().toISOString(), hours: policy.sla.hours, timeZone: policy.timeZone }, origin);
    case "note":
      return noteModal(subject, origin);
    case "contact":
      return contactModal(subject, origin);
    case "draft": {
      const email = (await needs.chat.member(click.user))?.email ?? ownerOf(subject)?.email;
      return draftModal(subject, { text: greetingFor(subject), ...(email === undefined ? {} : { repliesTo: email }) }, origin);
    }
    case "acknowledge":
    case "reopen":
      return undefined;
  }
}

function greetingFor({ respondent }: Case): string {
  const name = presentableName(respondent.name);
  return name === undefined ? "Hello,\n\n" : `Hello ${name},\n\n`;
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
