import type { TimelineEntry } from "../domain/case.ts";
import { literalLine, mention, moment } from "./mrkdwn.ts";

/** How much of what people wrote stands in a line. */
const longestQuote = 200;

/**
 * One event of a case's history in words, as a line in Slack's markup: who did what, and what they said.
 * When it was is left to whoever shows it. Foreign text in it is never obeyed; shown with `verbatim: true`, addresses in
 * it do not become links either.
 *
 * @param timeZone the policy's, for clients that cannot show the reader's own time
 */
export function timelineLine(entry: TimelineEntry, timeZone: string): string {
  return `${lines[entry.type](entry, timeZone)}${endedSnooze(entry)}`;
}

/** A case that was asleep does not wake unnoticed. */
export function endedSnooze(entry: TimelineEntry | undefined): string {
  return entry?.["endedSnooze"] === true ? " · this ended the snooze" : "";
}

/** A mention of who acted, or the name as it is: an API key's, or the product's own. */
export function actorInWords(actor: string): string {
  return mention(actor) ?? (literalLine(actor, 100) || "somebody");
}

type Line = (entry: TimelineEntry, timeZone: string) => string;

const lines: Readonly<Record<TimelineEntry["type"], Line>> = {
  open: () => ":new: The case was opened",
  join: (entry) => `:speech_balloon: The customer answered again${scoreOf(entry)}`,
  correction: (entry) => `:pencil2: The answer was corrected${scoreOf(entry)}`,
  warn: (entry) =>
    textOf(entry, "step") === "contact"
      ? ":bell: Its owner was reminded that nobody has contacted the customer"
      : ":hourglass_flowing_sand: Nobody has acknowledged this yet, and the time for it is running out",
  escalate: (entry) => escalations[textOf(entry, "step")] ?? overdue,
  recovery: (entry) => `:leftwards_arrow_with_hook: The customer said how it ended${scoreOf(entry)}`,
  message: () => ":envelope: A message went to the customer",
  acknowledge: (entry) => `:eyes: Acknowledged${by(entry)}`,
  assign: (entry) =>
    textOf(entry, "owner") === entry.actor
      ? `:bust_in_silhouette: Taken over${by(entry)}`
      : `:bust_in_silhouette: Assigned to ${actorInWords(textOf(entry, "owner"))}${by(entry)}`,
  note: (entry) => `:memo: Note${by(entry)}${after(":", quoted(entry, "note"))}`,
  contact: (entry) => `:telephone_receiver: Contacted${by(entry)}${wayOf(entry)}${messageOf(entry)}`,
  snooze: (entry, timeZone) => `:zzz: Snoozed${by(entry)}${untilOf(entry, timeZone)}`,
  wake: () => ":alarm_clock: The snooze is over",
  resolve: (entry) =>
    `:white_check_mark: Resolved${by(entry)} as ${nameOf(entry, "outcome")}, cause: ${nameOf(entry, "rootCause")}.${quoted(entry, "note")}`,
  reopen: (entry) => `:repeat: Reopened${by(entry)}`,
};

/** A field that is text; erasing a person takes what was typed, so any may be gone. */
function textOf(entry: TimelineEntry, name: string): string {
  const value = entry[name];
  return typeof value === "string" ? value : "";
}

/** Who did it; where nobody has clicked in Slack, that it was done at the desk. */
function by({ actor, source }: TimelineEntry): string {
  return ` by ${actorInWords(actor)}${source === "desk" ? " at the desk" : ""}`;
}

function quoted(entry: TimelineEntry, name: string): string {
  const shown = literalLine(textOf(entry, name), longestQuote);
  return shown === "" ? "" : ` “${shown}”`;
}

function after(lead: string, quote: string): string {
  return quote === "" ? "" : `${lead}${quote}`;
}

/** `missing_feature` as "missing feature". */
function nameOf(entry: TimelineEntry, name: string): string {
  return literalLine(textOf(entry, name).replaceAll("_", " "), 60) || "unknown";
}

function wayOf(entry: TimelineEntry): string {
  const how = literalLine(textOf(entry, "how"), longestQuote);
  return how === "" ? "" : ` (${how})`;
}

function messageOf(entry: TimelineEntry): string {
  return after(", with a message to the customer:", quoted(entry, "message"));
}

function scoreOf(entry: TimelineEntry): string {
  const { score, scoreBefore } = entry;
  if (typeof score !== "number") return "";
  return typeof scoreBefore === "number" ? `: ${scoreBefore} → ${score}` : `: ${score}`;
}

function untilOf(entry: TimelineEntry, timeZone: string): string {
  const until = textOf(entry, "until");
  return Number.isNaN(Date.parse(until)) ? "" : ` until ${moment(until, timeZone)}`;
}

const overdue = ":rotating_light: Overdue: nobody has acknowledged this in time";
const escalations: Readonly<Record<string, string>> = {
  backup: ":rotating_light: Still not acknowledged: the backup is asked to step in",
  manager: ":rotating_light: Still not acknowledged: the manager is asked to step in",
  channel: ":rotating_light: Still not acknowledged: whoever is here, please take it",
};
