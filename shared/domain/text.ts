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
/** What a mail program may turn into a link: a scheme, an address, or words that a dot holds together, were it a title and a name: nobody can say of `St.John` that it will never be an address, as `Mr.Black` is. */
const link = /www\.|@|:\/\/|\p{L}:\S|[\p{L}\p{N}][.。]\p{L}{2}|\d\.\d+\.\d/iu;

/** What an integration sends where it has no name, alone or in the place of one of two: `undefined undefined`. */
const nobody = /^(?:(?:undefined|null|none|unknown|anonymous|no ?name|n[./]a\.?|test|nil|nan|na)(?:\s+|$))+$/i;
/** The same words where names are: `Nil`, `Nan` and `Na` are what people are called. */
const called = /^(?:Nil|Nan|Na)$/;
/** What programs alone write, wherever it stands: `Ann undefined`. Somebody is called Null, and nobody null. */
const slipped = /(?<![\p{L}\p{N}])(?:undefined|null|NaN)(?![\p{L}\p{N}])/u;
/** What no name has, and a sentence does: an end that calls or asks, or words that go on behind a comma, but for those of `Berg, van den`. */
const sentence = /[!?]|,\s*(?!(?:v[ao]n|d[aeiou]|de[lnr]|d[ao]s|della|la|le|te[nr]?|zu[mr]?|a[fv]|bin|ibn|al|el)(?:\s|$))\p{Ll}+(?:\s|$)/u;

const letter = /\p{L}/u;
/** So many digits are a telephone number, in whatever pieces. */
const telephone = 7;

/**
 * A name, when it is fit to be printed in a message; else undefined and the message does without.
 *
 * Names come from whoever fills in a form, so a name can carry a link or markup and turn our mail
 * into somebody else's; and from programs, which send a word of their own where they have none. Fit means: 60
 * characters or fewer, one line, letters in it, no link, no markup, no telephone number, no sentence.
 */
export function presentableName(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  if (trimmed === undefined || trimmed === "" || characters(trimmed) > longestName) return undefined;
  if (lineBreakOrControl.test(trimmed) || invisible.test(trimmed)) return undefined;
  // As it will be read: wide letters and dots are letters and dots.
  const read = trimmed.replace(joiners, "").normalize("NFKC");
  return markup.test(read) || link.test(read) || !isOfSomebody(read) ? undefined : trimmed;
}

function isOfSomebody(read: string): boolean {
  if (!letter.test(read) || (nobody.test(read) && !called.test(read)) || slipped.test(read) || sentence.test(read)) return false;
  return (read.match(/\p{Nd}/gu) ?? []).length < telephone;
}
