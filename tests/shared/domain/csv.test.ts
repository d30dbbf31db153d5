import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, csvLine, guardText, listCell, literalText, unguardText, valueOf, wordsIn } from "../../../shared/domain/csv.ts";

/** Any text, and often what is nearly or really a formula, a number, or has quotes and line ends in it. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", '"', ",", ";", "\\", " ", "1", "a", "中", "👩‍💻") }),
  fc.constantFrom("=1+1", "-5", "+49 30 1", "@SUM(A1)", "\t=1", "\r=1", "＝cmd", "'=1", "''=1", "'tis", "<b>&amp;</b>", "true", "'true", "01", "1e3", "NaN"),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));

const cellsIn = (csv: string) => parse(csv, { relax_column_count: true, record_delimiter: "\r\n" });

describe("a table as text", () => {
  it("comes back as it was, whatever was written in it", () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        expect(cellsIn(rows.map(csvLine).join("")).map((row) => row.map(unguardText))).toEqual(rows);
      }),
      { numRuns: 2000 },
    );
  });

  it("has no text in it that a spreadsheet takes for a formula", () => {
    fc.assert(
      fc.property(text, (written) => { expect(cellsIn(csvLine([written, "x"]))[0]?.[0]).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u); }),
      { numRuns: 2000 },
    );
  });

  it.each<[readonly Cell[], string]>([
    [["a", 1, true, null, undefined, ""], "a,1,true,,,\r\n"],
    [[-5, 1e21, 0.1], "-5,1e+21,0.1\r\n"],
    [["-5", "=1", "＝1", "'=1", "'tis"], "'-5,'=1,'＝1,''=1,'tis\r\n"],
    [['say "hi"', "a,b", "a\nb", " a"], '"say ""hi""","a,b","a\nb"," a"\r\n'],
    [[""], '""\r\n'],
  ])("writes %j as %j", (cells, line) => { expect(csvLine(cells)).toBe(line); });

  it("leaves an apostrophe alone that guards nothing", () => {
    expect([unguardText("'tis"), unguardText("'"), unguardText("'=1"), guardText("'tis")]).toEqual(["'tis", "'", "=1", "'tis"]);
  });

  it("keeps apart what is a number and what only looks like one", () => {
    fc.assert(
      fc.property(fc.oneof(text, number, fc.boolean()), (value) => {
        const [[cell = ""] = []] = cellsIn(csvLine([typeof value === "string" ? literalText(value) : value, "x"]));
        expect(valueOf(unguardText(cell))).toBe(value);
      }),
      { numRuns: 2000 },
    );
    expect(["40", "-1.5", "01234", "1.50", "true", "True", "'40", "1e3"].map(valueOf)).toEqual([40, -1.5, "01234", "1.50", true, "True", "40", "1e3"]);
  });

  it("holds any words in one cell, blanks around them aside", () => {
    const word = text.map((word) => word.trim()).filter((word) => word !== "");
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => { expect(wordsIn(listCell(words))).toEqual(words); }), { numRuns: 2000 });
    expect(wordsIn(" q4 ;vip;; a\\;b ;c\\d")).toEqual(["q4", "vip", "a;b", "c\\d"]);
    expect(wordsIn(listCell(["ends with \\", "b"]))).toEqual(["ends with \\", "b"]);
  });
});
