import * as z from "zod/mini";
import { contactWays, isOneLine, isTooLong, longestMessage, longestNote, longestSubject, written as withoutBlanks } from "../../shared/casework/written.ts";
import { mention } from "../../shared/chat/mrkdwn.ts";
import { type CaseEvent, outcomeSchema } from "../../shared/domain/case.ts";
import type { OwnWords } from "../../shared/domain/draft.ts";
import { longestSnooze } from "../../shared/domain/snooze.ts";
import { type ModalField, type ModalName, chosenMoment, modalFields, pickedDate } from "./modal-fields.ts";
import { maybe } from "./payload-parts.ts";

/** What stands in a field; which of these depends on its kind. */
export const fieldSchema = z.object({
  value: maybe(z.string()),
  selected_option: maybe(z.object({ value: maybe(z.string()) })),
  selected_user: maybe(z.string()),
  /** Seconds since the epoch. */
  selected_date_time: maybe(z.number()),
});
type Field = z.infer<typeof fieldSchema>;

/** The fields of a submitted modal; one that it lacks is undefined. */
export type Fields = (id: ModalField) => Field | undefined;

/** What is to happen to the case, in this order; or what is wrong, by field, as `response_action: "errors"` takes it. */
export type ModalAnswer =
  | { readonly events: readonly CaseEvent[] }
  | { readonly errors: Readonly<Partial<Record<ModalField, string>>> };

/**
 * Reads what was filled in.
 *
 * @param now milliseconds since the epoch; a snooze must end after it
 */
export function readModal(name: ModalName, fields: Fields, now: number): ModalAnswer {
  return readers[name](fields, now);
}

const readers: Readonly<Record<ModalName, (fields: Fields, now: number) => ModalAnswer>> = {
  resolve: readResolve,
  snooze: readSnooze,
  contact: readContact,
  assign: readAssign,
  note: (fields) => readText(fields, modalFields.note, longestNote, (note) => ({ type: "note", note })),
  draft: (fields) => readText(fields, modalFields.message, longestMessage, (message) => ({ type: "contact", how: "email", message })),
};

function readResolve(fields: Fields): ModalAnswer {
  const outcome = outcomeSchema.safeParse(chosen(fields, modalFields.outcome)).data;
  const rootCause = chosen(fields, modalFields.rootCause);
  const note = written(fields, modalFields.note);
  if (outcome === undefined || rootCause === "" || isTooLong(note, longestNote)) {
    return {
      errors: {
        ...(outcome === undefined ? { outcome: "Please choose how it ended." } : {}),
        ...(rootCause === "" ? { root_cause: "Please choose a cause." } : {}),
        ...(isTooLong(note, longestNote) ? { note: atMost(longestNote) } : {}),
      },
    };
  }
  return { events: [{ type: "resolve", outcome, rootCause, ...(note === "" ? {} : { note }) }] };
}

function readSnooze(fields: Fields, now: number): ModalAnswer {
  const choice = chosen(fields, modalFields.snooze);
  const picked = fields(modalFields.date)?.selected_date_time;
  if (choice === "") return { errors: { snooze: "Please choose until when." } };
  if (choice === pickedDate) {
    if (picked === undefined) return { errors: { date: "Please pick a date and a time." } };
    return snoozed(picked * 1000, now, modalFields.date, "That has passed already. Please pick a time to come.");
  }
  // Nobody picks a date and means another.
  if (picked !== undefined) return { errors: { snooze: "You have picked a date as well. Choose “A date” here, or clear the date." } };
  return snoozed(chosenMoment(choice), now, modalFields.snooze, "That has passed by now. Please choose another.");
}

function snoozed(until: number, now: number, id: ModalField, passed: string): ModalAnswer {
  if (!(until > now)) return { errors: { [id]: passed } };
  if (until - now > longestSnooze) return { errors: { [id]: "That is too far ahead. Please choose a time within a year." } };
  return { events: [{ type: "snooze", until: new Date(until).toISOString() }] };
}

function readContact(fields: Fields): ModalAnswer {
  const how = contactWays.find((way) => way === chosen(fields, modalFields.how));
  const said = written(fields, modalFields.said);
  if (how === undefined) return { errors: { how: "Please choose how you reached them." } };
  if (isTooLong(said, longestNote)) return { errors: { said: atMost(longestNote) } };
  return { events: [{ type: "contact", how }, ...(said === "" ? [] : [{ type: "note" as const, note: said }])] };
}

function readAssign(fields: Fields): ModalAnswer {
  const owner = fields(modalFields.owner)?.selected_user;
  if (owner === undefined || mention(owner) === undefined) return { errors: { owner: "Please choose a person." } };
  return { events: [{ type: "assign", owner }] };
}

/** Reads what a mail is to say, and under which subject. */
export function readWords(fields: Fields): OwnWords | Extract<ModalAnswer, { errors: unknown }> {
  const subject = written(fields, modalFields.subject);
  const text = written(fields, modalFields.message);
  const wrong = { subject: wrongIn(subject, longestSubject) ?? (isOneLine(subject) ? undefined : "Please write it in one line, without control characters."), message: wrongIn(text, longestMessage) };
  if (wrong.subject === undefined && wrong.message === undefined) return { subject, text };
  return {
    errors: {
      ...(wrong.subject === undefined ? {} : { subject: wrong.subject }),
      ...(wrong.message === undefined ? {} : { message: wrong.message }),
    },
  };
}

function wrongIn(text: string, longest: number): string | undefined {
  if (text === "") return emptyField;
  return isTooLong(text, longest) ? atMost(longest) : undefined;
}

const emptyField = "There is nothing in it yet. Please write something.";

function readText(fields: Fields, id: ModalField, longest: number, event: (text: string) => CaseEvent): ModalAnswer {
  const text = written(fields, id);
  const wrong = wrongIn(text, longest);
  return wrong === undefined ? { events: [event(text)] } : { errors: { [id]: wrong } };
}

function chosen(fields: Fields, id: ModalField): string {
  return fields(id)?.selected_option?.value ?? "";
}

/** Without the blanks around it; what is nothing but blanks is nothing. */
function written(fields: Fields, id: ModalField): string {
  return withoutBlanks(fields(id)?.value ?? "");
}

function atMost(longest: number): string {
  return `That is too long: at most ${longest} characters, please.`;
}
