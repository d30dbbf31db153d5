import type { CaseEvent } from "../../shared/domain/case.ts";
import { type Chance, between, oneOf } from "./chance.ts";
import type { Person } from "./people.ts";

/** Somebody of the team does something with the case that an answer belongs to. It is tried again until it is answered. */
export type CaseWork = {
  readonly does: "work";
  readonly name: string;
  readonly afterMs: number;
  /** Whose answer it is. */
  readonly person: Person;
  readonly responseId: string;
  readonly actor: string;
  readonly event: CaseEvent;
  /** By what it is known again; a click has none. */
  readonly mark?: string;
};

/** In how many of the answers' cases the team takes an interest, and how often they do something at most. */
const workedShare = 0.5;
const mostWork = 4;

const kinds = ["acknowledge", "acknowledge", "acknowledge", "assign", "note", "contact", "contact", "snooze", "resolve", "resolve", "reopen"] as const;
const team = ["U0MIA", "U0JONAS"] as const;

/** What of an answer says which case it brings about. */
type Answered = { readonly name: string; readonly afterMs: number; readonly person: Person; readonly identity?: string };

/** What the team does with the case of an answer, if it has one by then. */
export function workOn(chance: Chance, { name, afterMs: answeredMs, person, identity }: Answered, { start, lastsMs }: { readonly start: number; readonly lastsMs: number }): readonly CaseWork[] {
  if (identity === undefined || chance(`${name} is worked`) >= workedShare) return [];
  const responseId = `rsp_${identity.startsWith("key ") ? "key-" : ""}${name}`;
  return Array.from({ length: between(chance, `${name} work`, 1, mostWork) }, (_, at) => {
    const what = `${name}, work ${at + 1}`;
    const type = oneOf(chance, `${what} kind`, kinds);
    const afterMs = answeredMs + Math.floor(chance(`${what} when`) * (lastsMs - answeredMs));
    const event = eventOf(chance, what, type, { person, now: start + afterMs });
    return { does: "work", name: `${what}: ${type}`, afterMs, person, responseId, actor: oneOf(chance, `${what} by`, team), event, ...(type === "acknowledge" ? {} : { mark: what }) };
  });
}

function eventOf(chance: Chance, what: string, type: (typeof kinds)[number], { person, now }: { readonly person: Person; readonly now: number }): CaseEvent {
  switch (type) {
    case "acknowledge":
    case "reopen":
      return { type };
    case "assign":
      return { type, owner: oneOf(chance, `${what} to`, ["U0MIA", "U0JONAS", "mia@us.example"]) };
    case "note":
      return { type, note: `${what}: not there under ${person.phone}` };
    case "contact":
      return { type, how: "email", ...(chance(`${what} written`) < 0.7 ? { message: `${what}: Dear ${person.name}`, replyTo: "mia@us.example" } : {}) };
    case "snooze":
      return { type, until: new Date(now + between(chance, `${what} until`, 5, 100) * 1_000).toISOString() };
    case "resolve":
      return { type, outcome: "recovered", rootCause: "other" };
  }
}

/** The same without what is personal, as somebody says it who knows that the person is being erased. */
export function withoutWords(event: CaseEvent): CaseEvent {
  if (event.type === "note") return { type: "note", note: "gone" };
  return event.type === "contact" ? { type: "contact", how: event.how } : event;
}
