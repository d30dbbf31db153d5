import type { Context } from "hono";
import { readDraftSeen } from "../../../../shared/casework/draft-seen.ts";
import { greetingFor } from "../../../../shared/casework/greeting.ts";
import { judgeDraft } from "../../../../shared/casework/judge-draft.ts";
import { isWorker } from "../../../../shared/casework/is-worker.ts";
import { isReply, unwrittenReply } from "../../../../shared/casework/unwritten.ts";
import { workCase } from "../../../../shared/casework/work-case.ts";
import { isOneLine, longestMessage, longestSubject } from "../../../../shared/casework/written.ts";
import { type Case, type CaseEvent, isErased, isSlackUser } from "../../../../shared/domain/case.ts";
import type { Draft, OwnWords } from "../../../../shared/domain/draft.ts";
import { hasWords, isRepeatOf } from "../../../../shared/domain/work-case.ts";
import type { DeskEnv, Onlooker } from "../desk-env.ts";
import { readForm } from "../read-form.ts";
import { refusal } from "../refusal.tsx";
import { type Saying, casePage } from "./case-page.tsx";
import { longestId } from "./find-cases.ts";
import { ifPossible } from "../if-possible.ts";
import { draftInstead, happenedInstead } from "./instead.ts";
import { type Action, type Done, type Mistakes, mistakeIn, readAction, textIn } from "./read-action.ts";
import { readCase } from "./read-case.ts";
import { selfOf } from "./self.ts";
import type { ShowingCases } from "./showing-cases.ts";
import { caseWords } from "./words.ts";

type Asked = { readonly subject: Case; readonly form: URLSearchParams };

/** Does what a form about a case asks for, and shows the case as it then is; a form that is sent twice is one event. */
export async function actOn(c: Context<DeskEnv>, needs: ShowingCases, id: string): Promise<Response> {
  const asked = await askedOf(c, needs, id);
  if (asked instanceof Response) return asked;
  const { subject, form } = asked;
  const { visitor, language } = c.get("onlooker");
  const once = form.get("once") ?? "";
  const read = readAction(form, {
    words: caseWords[language].mistakes,
    now: needs.clock.now().getTime(),
    timeZone: needs.policy.timeZone,
    rootCauses: needs.policy.rootCauses,
    self: selfOf(visitor),
    replyTo: visitor.email,
  });
  // No form of ours is like this.
  if (read === undefined || !/^[\w-]{8,100}$/.test(once)) return refusal(c, needs, "staleForm", 403);
  if (read.kind === "mistakes") return again(c, needs, subject, { tried: { action: read.action, form, mistakes: read.mistakes } }, 422);
  const by = (place: number) => ({ actor: visitor.id, source: "desk" as const, mark: `desk:${once}.${place}` });
  const mistakes = await mistakesOutside(needs, subject, read.events, { visitor, language }, by(0));
  if (mistakes !== undefined) return again(c, needs, subject, { tried: { action: read.action, form, mistakes } }, 422);
  const words = read.events.find(hasWords);
  // All of a form or nothing: what was done before the words were refused would stay done.
  if (words !== undefined && isErased(subject)) return again(c, needs, subject, { instead: (told) => happenedInstead(subject, words, told) }, 409);
  for (const [place, event] of read.events.entries()) {
    const worked = await workCase(needs, id, event, by(place));
    if (worked.kind === "missing") return refusal(c, needs, "notFound", 404);
    if (worked.kind === "refused") return again(c, needs, worked.case, { instead: (told) => happenedInstead(worked.case, event, told) }, 409);
    if (worked.kind === "repeated" && !isRepeatOf(worked.case, by(place).mark, event)) return again(c, needs, worked.case, { instead: () => caseWords[language].instead.sentBefore }, 409);
  }
  return c.redirect(pathOf(id, doneBy[read.action]), 303);
}

/** Carries out what somebody decided about a mail that waits for it. */
export async function decideOn(c: Context<DeskEnv>, needs: ShowingCases, id: string): Promise<Response> {
  const asked = await askedOf(c, needs, id);
  if (asked instanceof Response) return asked;
  const { subject, form } = asked;
  const { visitor, language } = c.get("onlooker");
  const words = caseWords[language];
  const seen = readDraftSeen(form.get("draft") ?? "");
  const does = form.get("does");
  if (seen === undefined || !subject.responses.includes(seen.responseId) || (does !== "send" && does !== "discard" && does !== "edited")) return refusal(c, needs, "staleForm", 403);
  const own = does === "edited" ? ownWords(form, words.mistakes) : undefined;
  if (own !== undefined && "mistakes" in own) return again(c, needs, subject, { tried: { action: "draft", form, mistakes: own.mistakes } }, 422);
  const decided = does === "discard" ? "discard" : "send";
  const judged = await judgeDraft(needs, seen, { does: decided, by: visitor.id, ...(own === undefined ? {} : { words: own }) });
  switch (judged.kind) {
    case "done":
      return c.redirect(pathOf(id, decided), 303);
    case "gone":
      return again(c, needs, subject, { instead: () => words.instead.draftGone }, 409);
    case "late":
      if (isSameDecision(judged.draft, decided, visitor.id, own)) return c.redirect(pathOf(id, decided), 303);
      return again(c, needs, subject, { instead: (told) => draftInstead(judged, told) }, 409);
  }
}

const doneBy: Readonly<Record<Action, Done>> = { acknowledge: "acknowledge", take: "assign", assign: "assign", note: "note", contact: "contact", reply: "reply", snooze: "snooze", resolve: "resolve", reopen: "reopen" };

function pathOf(id: string, done: Done): string {
  return `/desk/cases/${encodeURIComponent(id)}?done=${done}`;
}

/** The case and the form, from somebody who may work it; or the answer to anybody else. */
async function askedOf(c: Context<DeskEnv>, needs: ShowingCases, id: string): Promise<Asked | Response> {
  const subject = id.length > longestId ? undefined : await needs.cases.find(id);
  if (subject === undefined) return refusal(c, needs, "notFound", 404);
  const form = await readForm(c);
  if (form === undefined) return refusal(c, needs, "staleForm", 403);
  const { visitor, language } = c.get("onlooker");
  if (await isWorker(needs, visitor.id)) return { subject, form };
  const { page, instead } = caseWords[language];
  return again(c, needs, subject, { instead: () => `${page.notWorker(needs.policy.slack.workers ?? "")} ${instead.unchanged}` }, 403);
}

/** The case as it now is, with what was not done. */
async function again(c: Context<DeskEnv>, needs: ShowingCases, subject: Case, saying: Saying, status: 403 | 409 | 422): Promise<Response> {
  return c.html(casePage(c, needs, await readCase(needs, c.get("onlooker"), subject), saying), status);
}

/** What only others know: whether there is such a person, and whether the customer is written to. */
async function mistakesOutside(needs: ShowingCases, subject: Case, events: readonly CaseEvent[], { visitor, language }: Pick<Onlooker, "visitor" | "language">, by: Parameters<typeof unwrittenReply>[3]): Promise<Mistakes | undefined> {
  const { mistakes, unsent } = caseWords[language];
  const [event] = events;
  // What is there to begin with says nothing yet.
  if (event?.type === "contact" && event.message?.trim() === greetingFor(subject).trim()) return { message: mistakes.empty };
  if (event?.type === "assign" && isSlackUser(event.owner) && event.owner !== visitor.id) {
    const asked = await ifPossible(needs.log, "it is not known whether there is such a person", async () => ({ member: await needs.chat.member(event.owner) }));
    return asked !== undefined && asked.member === undefined ? { owner: mistakes.stranger } : undefined;
  }
  if (event === undefined || !isReply(event)) return undefined;
  const why = await unwrittenReply(needs, subject.id, event, by);
  return why === undefined ? undefined : { message: mistakes.unsent(unsent[why]) };
}

function ownWords(form: URLSearchParams, words: Parameters<typeof mistakeIn>[2]): OwnWords | { readonly mistakes: Mistakes } {
  const [subject, text] = [textIn(form, "subject"), textIn(form, "message")];
  const wrong = { subject: mistakeIn(subject, longestSubject, words) ?? (isOneLine(subject) ? undefined : words.lines), message: mistakeIn(text, longestMessage, words) };
  if (wrong.subject === undefined && wrong.message === undefined) return { subject, text };
  return { mistakes: { ...(wrong.subject === undefined ? {} : { subject: wrong.subject }), ...(wrong.message === undefined ? {} : { message: wrong.message }) } };
}

/** Whether a decision that came before is this one, sent twice. */
function isSameDecision({ decision, subject, text }: Draft, does: "send" | "discard", by: string, own: OwnWords | undefined): boolean {
  if (decision?.does !== does || decision.by !== by) return false;
  return own === undefined ? decision.edited !== true : own.subject === subject && own.text === text;
}
