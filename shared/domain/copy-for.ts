import type { Copies, Copy } from "./copy.ts";
import { languageFor } from "./locale.ts";

/**
 * The words for somebody, and their language.
 *
 * @param locale as the sender gave it, if they did
 * @throws TypeError when there is no English either
 */
export function copyFor(copies: Copies, locale: string | undefined): { readonly language: string; readonly copy: Copy } {
  const language = languageFor(locale, Object.keys(copies));
  const copy = copies[language];
  if (copy === undefined) throw new TypeError("there are no messages in English");
  return { language, copy };
}
