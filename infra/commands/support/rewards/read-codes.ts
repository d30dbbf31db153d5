import { CommandError } from "../command-error.ts";

/** A code, and the line of its file. */
export type Line = { readonly line: number; readonly code: string };

/** The longest code that is taken; characters. */
const longestCode = 200;
const fitCode = new RegExp(`^[^\\p{Cc}]{1,${longestCode}}$`, "u");

/**
 * The codes of a file: one a line, or the column `code` of a table with commas or semicolons. Quotes stand as in CSV.
 *
 * @throws CommandError naming what is no code, by line
 */
export function readCodes(text: string, file: string): readonly Line[] {
  const rows = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).map((row, at) => ({ line: at + 1, row })).filter(({ row }) => row.trim() !== "");
  const [head] = rows;
  if (head === undefined) return [];
  const separator = head.row.includes(";") && !head.row.includes(",") ? ";" : ",";
  const titles = cellsOf(head.row, separator).map((title) => title.toLowerCase());
  const titled = titles.indexOf("code");
  if (titled < 0 && titles.length > 1) throw new CommandError(`${file}:1: several columns, and none of them is named code: name the one with the codes, or leave the others out.`);
  const lines = rows.slice(titled < 0 ? 0 : 1).map(({ line, row }) => ({ line, code: cellsOf(row, separator)[Math.max(0, titled)] ?? "" }));
  const unfit = lines.filter(({ code }) => !fitCode.test(code));
  if (unfit.length === 0) return lines;
  const shown = unfit.slice(0, 10).map(({ line }) => `${file}:${line}: not a code: 1 to ${longestCode} characters in one line`);
  throw new CommandError([...shown, ...(unfit.length > shown.length ? [`… and ${unfit.length - shown.length} more`] : []), "Nothing was imported."].join("\n"));
}

/** The cells of a line, without the quotes around them. */
function cellsOf(row: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const character = row.charAt(at);
    if (isQuoted && character === '"' && row.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (isQuoted || cell.trim() === "")) {
      isQuoted = !isQuoted;
    } else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else {
      cell += character;
    }
  }
  return [...cells, cell.trim()];
}
