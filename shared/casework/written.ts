/** What people write on cases and to customers, wherever they do: how much of it there may be. */
import { characters } from "../domain/text.ts";

/** Longest note; a mail to the customer may fill all of what Slack's field holds. Characters. */
export const longestNote = 2000;
export const longestMessage = 3000;
/** Longest subject of a mail, as `messages/` has it; characters. */
export const longestSubject = 120;

/** How a customer was contacted. */
export const contactWays = ["call", "email", "meeting", "chat", "other"] as const;
export type ContactWay = (typeof contactWays)[number];

/** What was typed, without the blanks around it; what is nothing but blanks is nothing. */
export function written(typed: string): string {
  return typed.toWellFormed().trim();
}

/** Whether a text has more characters than it may. */
export function isTooLong(text: string, longest: number): boolean {
  return characters(text) > longest;
}

/** A subject goes into a mail's head, where a break would begin something else. */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
