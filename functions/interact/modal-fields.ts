/** What modals ask for, by the `block_id` of each field: a mistake is shown at the field that has it. */
export const modalFields = {
  outcome: "outcome",
  rootCause: "root_cause",
  note: "note",
  snooze: "snooze",
  date: "date",
  how: "how",
  said: "said",
  owner: "owner",
  subject: "subject",
  message: "message",
} as const;
export type ModalField = (typeof modalFields)[keyof typeof modalFields];

/** The `action_id` of every field: there is one in each block. */
export const fieldValue = "value";

/** The modals, by what follows `case.` in their `callback_id`. */
export const modalNames = ["resolve", "snooze", "contact", "assign", "note", "draft"] as const;
export type ModalName = (typeof modalNames)[number];

/** What is chosen to snooze until a picked date. */
export const pickedDate = "date";

/** Any other choice of a snooze, with its moment (ISO 8601), so that it means what it showed. */
export function momentChoice(choice: string, until: string): string {
  return `${choice}@${until}`;
}

/** The moment of such a choice; not a number when it is none. Milliseconds since the epoch. */
export function chosenMoment(value: string): number {
  return Date.parse(value.slice(value.indexOf("@") + 1));
}
