import type { ResponseBody } from "./response.ts";

/** The key under which everything about one respondent is found: `id:…` or `email:…`. */
export type PersonKey = string;

/** The one spelling of an address: trimmed, NFC, lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** The key of a respondent known by the sender's own id. */
export function personOfId(id: string): PersonKey {
  return `id:${id}`;
}

/** The key of a respondent known by address alone. */
export function personOfEmail(email: string): PersonKey {
  return `email:${normaliseEmail(email)}`;
}

/** Whether a respondent is known by address alone: such a one may join another yet. */
export function isKnownByEmailOnly(person: PersonKey): boolean {
  return person.startsWith("email:");
}

/**
 * Who answered: the external id, else the normalised address.
 *
 * An alias may later say that an address belongs to an id; that is looked up, not computed.
 */
export function personOf(respondent: ResponseBody["respondent"]): PersonKey {
  return respondent.id !== undefined ? personOfId(respondent.id) : personOfEmail(respondent.email ?? "");
}

/** Every key that an answer says of its respondent. */
export function keysIn({ id, email }: ResponseBody["respondent"]): readonly PersonKey[] {
  return [...(id === undefined ? [] : [personOfId(id)]), ...(email === undefined ? [] : [personOfEmail(email)])];
}

/** The address in a key that is one. */
export function addressOf(person: PersonKey): string | undefined {
  return isKnownByEmailOnly(person) ? person.slice("email:".length) : undefined;
}
