import * as z from "zod/mini";
import { contactWays, isTooLong, longestMessage, longestNote, written } from "../../../../shared/casework/written.ts";
import { type CaseEvent, isSlackUser, outcomeSchema } from "../../../../shared/domain/case.ts";
import { instantOf } from "../../../../shared/domain/local-time.ts";
import { longestSnooze } from "../../../../shared/domain/snooze.ts";
import { hasNul } from "../../../../shared/domain/text.ts";
import { isDay } from "../../../../shared/domain/window.ts";
import type { CaseWords } from "./words.ts";

/** What can be done with a case by a form. */
export const actionSchema = z.enum(["acknowledge", "take", "assign", "note", "contact", "reply", "snooze", "resolve", "reopen"]);
export type Action = z.infer<typeof actionSchema>;

/** What a form of ours asks for, by the `name` of each field. */
export type Field = "owner" | "note" | "how" | "said" | "until" | "date" | "outcome" | "rootCause" | "subject" | "message";

/** What is wrong with a form, in words, by field. */
export type Mistakes = Readonly<Partial<Record<Field, string>>>;

/** What was just done, as the address of the page says that follows. */
const doneSchema = z.enum(["acknowledge", "assign", "note", "contact", "reply", "snooze", "resolve", "reopen", "send", "discard"]);
export type Done = z.infer<typeof doneSchema>;

/** What a page is to say was done; an address can say anything. */
export function doneOf(said: string | undefined): Done | undefined {
  return doneSchema.safeParse(said).data;
}

/** What a form asks to happen, in this order, or what is wrong with it; undefined when it is no form of ours. */
export type ReadAction =
  | { readonly kind: "events"; readonly action: Action; readonly events: readonly CaseEvent[] }
  | { readonly kind: "mistakes"; readonly action: Action; readonly mistakes: Mistakes };

/** What reading a form goes by. */
export type Reading = {
  readonly words: CaseWords["mistakes"];
  /** Milliseconds since the epoch; a snooze must end after it. */
  readonly now: number;
  /** The zone that a date is meant in. */
  readonly timeZone: string;
  readonly rootCauses: readonly string[];
  /** What "assign to me" assigns to: a Slack id or an address, where there is one. */
  readonly self: string | undefined;
  /** Where the customer's answer to a reply goes. */
  readonly replyTo: string | undefined;
};

/** Reads a form about a case. */
export function readAction(form: URLSearchParams, reading: Reading): ReadAction | undefined {
  const action = actionSchema.safeParse(form.get("event")).data;
  if (action === undefined) return undefined;
  const answer = readers[action](form, reading);
  return answer === undefined ? undefined : "mistakes" in answer ? { kind: "mistakes", action, ...answer } : { kind: "events", action, ...answer };
}

type Answer = { readonly events: readonly CaseEvent[] } | { readonly mistakes: Mistakes } | undefined;

const readers: Readonly<Record<Action, (form: URLSearchParams, reading: Reading) => Answer>> = {
  acknowledge: () => ({ events: [{ type: "acknowledge" }] }),
  take: (_, { self }) => (self === undefined ? undefined : { events: [{ type: "assign", owner: self }] }),
  reopen: () => ({ events: [{ type: "reopen" }] }),
  assign: (form, { words }) => {
    const owner = textIn(form, "owner");
    const mistake = mistakeIn(owner, 254, words) ?? (isSlackUser(owner) || z.email().safeParse(owner).success ? undefined : words.owner);
    return mistake === undefined ? { events: [{ type: "assign", owner }] } : { mistakes: { owner: mistake } };
  },
  note: (form, { words }) => {
    const note = textIn(form, "note");
    const mistake = mistakeIn(note, longestNote, words);
    return mistake === undefined ? { events: [{ type: "note", note }] } : { mistakes: { note: mistake } };
  },
  contact: readContact,
  reply: (form, { words, replyTo }) => {
    const message = textIn(form, "message");
    const mistake = mistakeIn(message, longestMessage, words);
    return mistake === undefined ? { events: [{ type: "contact", how: "email", message, ...(replyTo === undefined ? {} : { replyTo }) }] } : { mistakes: { message: mistake } };
  },
  snooze: readSnooze,
  resolve: readResolve,
};

function readContact(form: URLSearchParams, { words }: Reading): Answer {
  const how = contactWays.find((way) => way === form.get("how"));
  const said = textIn(form, "said");
  const mistake = said === "" ? undefined : mistakeIn(said, longestNote, words);
  if (how === undefined || mistake !== undefined) return { mistakes: { ...(how === undefined ? { how: words.how } : {}), ...(mistake === undefined ? {} : { said: mistake }) } };
  return { events: [{ type: "contact", how }, ...(said === "" ? [] : [{ type: "note" as const, note: said }])] };
}

/** What is chosen to snooze until a date. */
export const pickedDate = "date";

function readSnooze(form: URLSearchParams, { words, now, timeZone }: Reading): Answer {
  const choice = form.get("until") ?? "";
  const date = textIn(form, "date");
  if (choice === "") return { mistakes: { until: words.until } };
  if (choice !== pickedDate && date !== "") return { mistakes: { until: words.twoDates } };
  const [field, until] = choice === pickedDate ? (["date", momentOf(date, timeZone)] as const) : (["until", Date.parse(choice)] as const);
  if (Number.isNaN(until)) return { mistakes: { [field]: field === "date" ? words.date : words.until } };
  if (until <= now) return { mistakes: { [field]: words.passed } };
  if (until - now > longestSnooze) return { mistakes: { [field]: words.tooFar } };
  return { events: [{ type: "snooze", until: new Date(until).toISOString() }] };
}

/** What a field for a date and a time says, as clocks in the zone show it; not a number when it says nothing of the kind. */
function momentOf(text: string, timeZone: string): number {
  const [, day = "", hours, minutes] = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::\d{2}(?:\.\d+)?)?$/.exec(text) ?? [];
  return isDay(day) ? instantOf(day, Number(hours) * 60 + Number(minutes), timeZone) : Number.NaN;
}

function readResolve(form: URLSearchParams, { words, rootCauses }: Reading): Answer {
  const outcome = outcomeSchema.safeParse(form.get("outcome")).data;
  const rootCause = rootCauses.find((cause) => cause === form.get("rootCause"));
  const note = textIn(form, "note");
  const mistake = note === "" ? undefined : mistakeIn(note, longestNote, words);
  if (outcome === undefined || rootCause === undefined || mistake !== undefined) {
    return {
      mistakes: {
        ...(outcome === undefined ? { outcome: words.outcome } : {}),
        ...(rootCause === undefined ? { rootCause: words.cause } : {}),
        ...(mistake === undefined ? {} : { note: mistake }),
      },
    };
  }
  return { events: [{ type: "resolve", outcome, rootCause, ...(note === "" ? {} : { note }) }] };
}

/** What was typed into a field, without the blanks around it; browsers end lines with two characters. */
export function textIn(form: URLSearchParams, field: Field): string {
  return written((form.get(field) ?? "").replaceAll("\r\n", "\n"));
}

/** What is wrong with a text that must say something. */
export function mistakeIn(text: string, longest: number, words: CaseWords["mistakes"]): string | undefined {
  if (text === "") return words.empty;
  if (hasNul(text)) return words.nul;
  return isTooLong(text, longest) ? words.tooLong(String(longest)) : undefined;
}
