/**
 * How this product counts characters: by code point, so that an emoji is one and not two.
 *
 * @param text any string
 * @returns the number of Unicode code points
 */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Said of text that holds U+0000: programs that take in text from us end it there, or refuse it. */
export const holdsNul = "must not hold the character NUL (U+0000)";

/** Whether text holds U+0000. */
export function hasNul(text: string): boolean {
  return text.includes("\0");
}

/** Longest name that may stand in a message (product rule: a name is not content). */
const longestName = 60;

const lineBreakOrControl = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Marks that hide or turn text; the two joiners are how some scripts, and families of emoji, are spelled. */
const invisible = /(?![\u200C\u200D])\p{Cf}/u;
const joiners = /[\u200C\u200D]/gu;
const markup = /[<>{}[\]|`*_~\\]|&[#\w]+;/u;
/** What a mail program may turn into a link: a scheme, an address, or words that a dot holds together. */
const link = /www\.|@|:\/\/|\p{L}:\S|[\p{L}\p{N}][.。]\p{L}{2}|\d\.\d+\.\d/iu;

/**
 * A name, when it is fit to be printed in a message; else undefined and the message does without.
 *
 * Names come from whoever fills in a form, so a name can carry a link or markup and turn our mail
 * into somebody else's. Fit means: 60 characters or fewer, one line, no link, no markup.
 */
export function presentableName(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  if (trimmed === undefined || trimmed === "" || characters(trimmed) > longestName) return undefined;
  if (lineBreakOrControl.test(trimmed) || invisible.test(trimmed)) return undefined;
  // As it will be read: wide letters and dots are letters and dots.
  const read = trimmed.replace(joiners, "").normalize("NFKC");
  return markup.test(read) || link.test(read) ? undefined : trimmed;
}
