import type { LateDraft } from "../../../../shared/casework/judge-draft.ts";
import { isReply } from "../../../../shared/casework/unwritten.ts";
import { broughtBy } from "../../../../shared/domain/brought-by.ts";
import { type Case, type CaseEvent, isErased, outcomeSchema } from "../../../../shared/domain/case.ts";
import { hasWords } from "../../../../shared/domain/work-case.ts";
import type { Onlooker } from "../desk-env.ts";
import { commonWords } from "../words.ts";
import type { Naming } from "./people.ts";
import { caseWords } from "./words.ts";

/** Who is told, when, and what people are called to them. */
export type Told = { readonly onlooker: Onlooker; readonly nameOf: Naming; /** ISO 8601. */ readonly now: string };

/** What happened instead, for somebody whose form changed nothing: in what state the case is, who brought it there, and when. */
export function happenedInstead(subject: Case, event: CaseEvent, told: Told): string {
  const { language, formats } = told.onlooker;
  const { instead, due } = caseWords[language];
  const unchanged = isReply(event) ? instead.unsent : instead.unchanged;
  if (isErased(subject) && hasWords(event)) return `${instead.erased} ${unchanged}`;
  const entry = broughtBy(subject);
  const outcome = subject.state === "resolved" ? outcomeSchema.safeParse(entry?.["outcome"]).data : undefined;
  const found = entry === undefined || entry.type === "open" ? (subject.state === "open" ? instead.open : "") : instead.by(instead.state[subject.state], whoIs(entry.actor, told), formats.away(entry.at, told.now));
  const parts = [
    found,
    outcome === undefined ? "" : `(${commonWords[language].outcome[outcome]})`,
    subject.state === "snoozed" && subject.snoozedUntil !== undefined ? `(${due.snoozed(formats.moment(subject.snoozedUntil))})` : "",
    unchanged,
    subject.state === "resolved" ? instead.reopenIt : "",
    subject.state === "snoozed" && event.type === "acknowledge" ? instead.endsSnooze : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** What became of a mail that somebody decided about too late. */
export function draftInstead({ tells, message, draft: { decision } }: LateDraft, told: Told): string {
  const { language, formats } = told.onlooker;
  const { instead } = caseWords[language];
  switch (tells) {
    case "changed":
      return instead.draftChanged;
    case "sent":
    case "approved":
    case "discarded":
      return `${instead.by(instead.draft[tells], decision === undefined ? instead.somebody : whoIs(decision.by, told), formats.away(decision?.at ?? message.at, told.now))} ${instead.unchanged}`;
    case "waiting":
    case "expired":
      return instead.draftExpired;
    case "not sent":
      return instead.draftUnsent(message.detail ?? commonWords[language].effectState[message.state]);
  }
}

function whoIs(actor: string, { onlooker: { visitor, language }, nameOf }: Told): string {
  return actor === visitor.id ? caseWords[language].instead.you : nameOf(actor);
}
