/**
 * Tables as text: CSV by RFC 4180, safe to open in a spreadsheet, and what was made safe can be read back as it was.
 *
 * A spreadsheet takes a cell that begins like a formula for one, also where a customer wrote it. So such text gets an
 * apostrophe in front, which spreadsheets read as "this is text"; reading takes it off again. Numbers stay numbers.
 *
 * @example
 * csvLine(["=1+1", -5, "a, b"]); // `'=1+1,-5,"a, b"\r\n`
 */

/** What a cell can hold; null and undefined are an empty cell. */
export type Cell = string | number | boolean | null | undefined;

/** In front of a file, it tells Excel that the file is UTF-8. */
export const byteOrderMark = "\uFEFF";

/** What a formula begins with, in the wide letters of East Asia as well; apostrophes before it are an earlier guard. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/u;

/** Text that no spreadsheet takes for a formula. */
export function guardText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text as it was before `guardText`; text that was never guarded stays as it is, but for an apostrophe before a formula. */
export function unguardText(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** Cells as one line, its end included. */
export function csvLine(cells: readonly Cell[]): string {
  const written = cells.map(writtenCell);
  // A line of one empty cell would look like no line at all.
  return `${written.length === 1 && written[0] === "" ? '""' : written.join(",")}\r\n`;
}

function writtenCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const text = guardText(cell);
  // Also what only other programs would stumble over: their delimiters, and blanks that they trim.
  return /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether text is written exactly as a number, true or false is: `01234` and `1.50` are not. */
function isValue(text: string): boolean {
  return text === "true" || text === "false" || (/^-?\d/.test(text) && String(Number(text)) === text);
}

function withoutApostrophes(text: string): string {
  return text.replace(/^'+/, "");
}

/**
 * The text of a cell whose kind is told by its looks, such as an attribute's: text that looks like a number or like
 * true or false gets an apostrophe, so that it comes back as text.
 */
export function literalText(text: string): string {
  return isValue(withoutApostrophes(text)) ? `'${text}` : text;
}

/** What such a cell says: a number, true or false where it is written exactly as one is, else text. */
export function valueOf(cell: string): string | number | boolean {
  if (!isValue(withoutApostrophes(cell))) return cell;
  if (cell.startsWith("'")) return cell.slice(1);
  return cell === "true" || cell === "false" ? cell === "true" : Number(cell);
}

/** Words in one cell, with `;` between them. */
export function listCell(words: readonly string[]): string {
  return words.map((word) => word.replaceAll(/[\\;]/g, String.raw`\$&`)).join(";");
}

/** The words of such a cell, without blanks around them; `\;` is a semicolon in a word. */
export function wordsIn(cell: string): readonly string[] {
  const words = cell.match(/(?:\\[\\;]|[^;])+/gu) ?? [];
  return words.map((word) => word.trim().replaceAll(/\\([\\;])/g, "$1")).filter((word) => word !== "");
}
