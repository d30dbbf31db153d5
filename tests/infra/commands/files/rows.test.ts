import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namingIn } from "../../../../infra/commands/support/import/identity.ts";
import { lookThrough } from "../../../../infra/commands/support/import/look-through.ts";
import { delimiterOf, rowsOfLines, rowsOfTable } from "../../../../infra/commands/support/import/read-rows.ts";
import { csvLine } from "../../../../shared/domain/csv.ts";

const folder = mkdtempSync(join(tmpdir(), "afterscore-rows-"));
let count = 0;

function fileOf(content: string | Uint8Array): string {
  const file = join(folder, `${++count}.csv`);
  writeFileSync(file, content);
  return file;
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const tableOf = (content: string, delimiter = ",") => allOf(rowsOfTable(fileOf(content), delimiter));
const linesIn = (content: string) => allOf(rowsOfLines(fileOf(content)));

describe("the rows of a table", () => {
  it.each([["\n"], ["\r\n"], ["\r"]])("have the lines that an editor shows, where lines end with %j, also in quotes", async (end) => {
    const text = ["score,comment", `9,"two${end}lines"`, "", "8,plain", `7,"a${end}${end}b"`, "6,last"].join(end);
    expect(await tableOf(text)).toEqual([
      { line: 1, cells: ["score", "comment"] },
      { line: 2, cells: ["9", `two${end}lines`] },
      { line: 5, cells: ["8", "plain"] },
      { line: 6, cells: ["7", `a${end}${end}b`] },
      { line: 9, cells: ["6", "last"] },
    ]);
  });

  it("are told apart where line ends are mixed", async () => {
    expect((await tableOf('a\r\n1\n2\r"3\n4"\r\n5')).map(({ line }) => line)).toEqual([1, 2, 3, 4, 6]);
  });

  it("do not begin with a mark of UTF-8", async () => {
    expect(await tableOf("\uFEFFscore,b\n1,2")).toMatchObject([{ cells: ["score", "b"] }, { line: 2 }]);
  });

  it("come by their delimiter, which is found by the first line", async () => {
    for (const delimiter of [",", ";", "\t", "|"]) {
      const text = [["Score", "A title, with; all\tof|them", "E"], ["9", "x", "y"]].map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join("\n");
      expect(delimiterOf(text, "f")).toBe(delimiter);
      expect(await tableOf(text, delimiter)).toMatchObject([{ cells: ["Score", "A title, with; all\tof|them", "E"] }, { cells: ["9", "x", "y"] }]);
    }
    expect(delimiterOf("\uFEFFscore\n1,2", "f")).toBe(",");
    expect(() => delimiterOf("", "f.csv")).toThrow("f.csv is empty");
  });

  it("say where a quote is left open, and keep what came before it", async () => {
    const rows = await tableOf('a,b\n1,2\n3,"4\n5,6\n');
    expect(rows).toMatchObject([{ line: 1 }, { line: 2 }, { line: 3, unreadable: expect.stringContaining("a quote is opened here") as string }]);
  });

  it("come back from what is written, whatever it is", async () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", "中", "👍", " ", "'") });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
        expect(await tableOf(rows.map((row) => csvLine(row)).join(""))).toMatchObject(rows.map((row) => ({ cells: row.map((text) => (/^'*[\r\n]/.test(text) ? `'${text}` : text)) })));
      }),
      { numRuns: 200 },
    );
  });
});

describe("the lines of NDJSON", () => {
  it("are one JSON text each, with their numbers; what separates lines elsewhere does not here", async () => {
    expect(await linesIn('\uFEFF{"a":1}\r\n\n{"a":"\u2028"}\n{"a":\n[1]')).toEqual([
      { line: 1, json: { a: 1 } },
      { line: 3, json: { a: "\u2028" } },
      { line: 4, unreadable: expect.stringContaining("is not JSON") as string },
      { line: 5, json: [1] },
    ]);
  });
});

describe("a file", () => {
  it("in another encoding is refused in words that say what to do", async () => {
    await expect(lookThrough(fileOf(Buffer.from("\uFEFFscore\n9", "utf16le")))).rejects.toThrow(/is not UTF-8 but UTF-16\. Save it as UTF-8/);
    await expect(lookThrough(fileOf(Buffer.from("score;name\n9;x", "utf16le")))).rejects.toThrow(/UTF-16/);
    await expect(lookThrough(fileOf(Buffer.from("score;name\n9;Jürgen", "latin1")))).rejects.toThrow(/is not UTF-8: letters such as ä would be lost/);
    await expect(lookThrough(fileOf(Buffer.from("score;name\n9;Jürgen").subarray(0, -5)))).rejects.toThrow(/is not UTF-8/);
    expect(await lookThrough(fileOf('score;name\n9;"Jür\ngen"\n'))).toMatchObject({ lines: 2, head: 'score;name\n9;"Jür\ngen"\n' });
  });
});

describe("a row without an id", () => {
  const of = (email: string, survey = "s") => ({ survey: { id: survey }, metric: "nps", score: 9, respondent: { email } });

  it("is known by who answered what when, in whatever file", () => {
    const [one, other] = [namingIn("one"), namingIn("other")];
    const id = one({ body: of("a@x.example"), given: "2026-01-01" });
    expect(id).toMatch(/^import-[\w-]{24}-1$/);
    expect(other({ body: { ...of("a@x.example"), score: 3 }, given: "2026-01-01" })).toBe(id);
    expect(one({ body: of("a@x.example"), given: "2026-01-01" })).toBe(id.replace(/1$/, "2"));
    expect(one({ body: of("a@x.example", "t"), given: "2026-01-01" })).not.toContain(id.slice(0, -1));
  });

  it("is another one in another file where it does not say when it was given", () => {
    expect(namingIn("one")({ body: of("a@x.example") })).not.toBe(namingIn("other")({ body: of("a@x.example") }));
  });

  it("has a name of its own among a hundred thousand", () => {
    const nameOf = namingIn("one");
    const names = Array.from({ length: 100_000 }, (_, at) => nameOf({ body: of(`${at % 50_000}@x.example`), given: "2026-01-01" }));
    expect(new Set(names).size).toBe(100_000);
    expect(names.filter((name) => name.endsWith("-2"))).toHaveLength(50_000);
  });
});
