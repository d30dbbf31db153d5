import { literalLine } from "../../../shared/chat/mrkdwn.ts";
import { actorInWords } from "../../../shared/chat/timeline-line.ts";
import { broughtBy } from "../../../shared/domain/brought-by.ts";
import { type Case, type CaseEvent, type CaseState, type TimelineEntry, isErased } from "../../../shared/domain/case.ts";
import { hasWords } from "../../../shared/domain/work-case.ts";
import { agoInWords, spanInWords } from "./time-in-words.ts";

/** Who is told, and when. */
export type Told = {
  /** A Slack id. */
  readonly actor: string;
  /** ISO 8601. */
  readonly now: string;
};

/**
 * What happened instead, for somebody whose click changed nothing: in what state the case was found, who
 * had brought it there and when. Slack's markup.
 */
export function refusalText({ actor, now }: Told, subject: Case, event: CaseEvent): string {
  if (isErased(subject) && hasWords(event)) return `Its respondent was erased, so nothing more is written about them. ${unchanged(event)}`;
  return [`${foundIn(subject, broughtBy(subject), { actor, now })}.`, unchanged(event), advice(subject.state, event)].filter((part) => part !== "").join(" ");
}

function foundIn(subject: Case, entry: TimelineEntry | undefined, told: Told): string {
  const done = entry === undefined ? "" : `${whoOf(entry, told)} ${agoInWords(entry.at, told.now)}`;
  switch (subject.state) {
    case "open":
      return entry?.type === "reopen" ? `Already reopened${done}` : "This case is open already";
    case "acknowledged":
      return `Already acknowledged${done}`;
    case "contacted":
      return `Already contacted${done}`;
    case "snoozed":
      return `Snoozed${done}${remaining(subject, told)}`;
    case "resolved":
      return `Already resolved${done}${endOf(entry)}`;
  }
}

function whoOf({ actor }: TimelineEntry, told: Told): string {
  return ` by ${actor === told.actor ? "you" : actorInWords(actor)}`;
}

function remaining({ snoozedUntil }: Case, { now }: Told): string {
  const left = snoozedUntil === undefined ? Number.NaN : Date.parse(snoozedUntil) - Date.parse(now);
  return left > 0 ? `, for another ${spanInWords(left)}` : "";
}

function endOf(entry: TimelineEntry | undefined): string {
  const outcome = entry?.["outcome"];
  return typeof outcome === "string" ? ` (${literalLine(outcome.replaceAll("_", " "), 60)})` : "";
}

function unchanged(event: CaseEvent): string {
  return event.type === "contact" && event.message !== undefined ? "Nothing was changed, and your mail was not sent." : "Nothing was changed.";
}

/** What to do for somebody who meant it all the same. */
function advice(state: CaseState, event: CaseEvent): string {
  if (state === "resolved") return "Reopen it if there is more to do.";
  if (state === "snoozed" && event.type === "acknowledge") return "A note, or marking it as contacted, ends the snooze.";
  return "";
}
