/** Anybody's text on its way into a drawing: what cannot be drawn is left out, what is too long is cut, nothing in it is obeyed. */

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Scripts that the fonts beside the picture engine hold; the rest would come out as boxes. */
const drawn = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}]/u;
const anybodys = /\p{Script=Common}/u;
const common = /[\p{Nd}\p{P}\p{Sm}\p{Sc}\p{Zs}]/u;
const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30a0\u30fb\u30fc\uff00-\uffef]/u;
const hangul = /\p{Script=Hangul}/u;

type Writing = "latin" | "han" | "hangul";

function writingOf(character: string): Writing {
  if (hangul.test(character)) return "hangul";
  return han.test(character) ? "han" : "latin";
}

/** The text as it can be drawn, on one line; what no font holds is an ellipsis. Empty when nothing of it is left to read. */
export function drawable(text: string): string {
  const kept = [...graphemes.segment(text.normalize("NFC"))].map(({ segment }) => (isDrawn(segment) ? segment : /^\s$/u.test(segment) ? " " : isSilent(segment) ? "" : "…"));
  const line = kept.join("").replace(/…(?:\s*…)+/gu, "…").replace(/\s+/gu, " ").trim();
  return /[\p{L}\p{N}]/u.test(line) ? line : "";
}

function isDrawn(grapheme: string): boolean {
  const [first = ""] = grapheme;
  return drawn.test(first) || (anybodys.test(first) && common.test(first));
}

/** Controls, marks of direction, emoji and what stands for nothing: nobody misses them in a heading. */
function isSilent(grapheme: string): boolean {
  return /^[\p{C}\p{Extended_Pictographic}\p{Regional_Indicator}\p{M}]/u.test(grapheme) || /\p{Emoji_Presentation}/u.test(grapheme);
}

/** About how wide a text is, in the unit of its size. */
export function widthOf(text: string, size: number): number {
  return Array.from(text).reduce((sum, character) => sum + size * emOf(character), 0);
}

function emOf(character: string): number {
  if (writingOf(character) !== "latin") return 1;
  if (/[MWmw@%—…]/.test(character)) return 0.9;
  if (/[\p{Lu}−+=]/u.test(character)) return 0.68;
  return /[\s.,:;'|!iljtfrI()/·-]/.test(character) ? 0.34 : 0.58;
}

/** The text, cut to a width at a character's border, with an ellipsis where it was cut. */
export function cutTo(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(`${kept}${segment}…`, size) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const families: Readonly<Record<Writing, string>> = { latin: "Noto Sans", han: "Noto Sans S Chinese", hangul: "Noto Sans Korean" };

/**
 * The font of a text: one for all of it, since the engine mixes weights where it has to look further. The Chinese font
 * holds Latin letters and kana as well, the Korean one Latin letters and many Chinese ones.
 */
export function familyOf(text: string): string {
  const writings = new Set(Array.from(text, writingOf));
  return families[writings.has("hangul") ? "hangul" : writings.has("han") ? "han" : "latin"];
}

/** Text for XML; what XML does not allow at all is left out. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    // XML knows no such characters, not even escaped.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
