import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

type Source = { readonly path: string; readonly text: string };

/** The TypeScript files below some folders of this project. */
function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ path: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") })),
  );
}

const product = sourcesIn("functions", "shared", "infra");
const tests = sourcesIn("tests");

/** Paths of the sources that hold a text. */
function holding(sources: readonly Source[], text: string | RegExp): readonly string[] {
  return sources.filter((source) => (typeof text === "string" ? source.text.includes(text) : text.test(source.text))).map(({ path }) => path);
}

describe("the house", () => {
  it("has been looked through", () => {
    expect(product.length).toBeGreaterThan(100);
    expect(tests.length).toBeGreaterThan(30);
    expect(holding(product, "process.env")).not.toEqual([]);
  });

  it("gives every function its door and its description", () => {
    const functions = readdirSync(join(root, "functions"));
    expect(functions.length).toBeGreaterThan(5);
    for (const name of functions) {
      for (const file of ["handler.ts", "README.md"]) expect([name, file, existsSync(join(root, "functions", name, file))]).toEqual([name, file, true]);
    }
  });

  it("has no file that is longer than 300 lines", () => {
    expect(product.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path)).toEqual([]);
  });

  it("reads the environment in handlers and infra only", () => {
    const elsewhere = sourcesIn("functions", "shared").filter(({ path }) => !/^functions\/[^/]+\/handler\.ts$/.test(path));
    expect(holding(elsewhere, /process\s*\.\s*env|from "(?:node:)?process"/)).toEqual([]);
  });

  it("names its files in kebab-case, and none after nothing in particular", () => {
    const names = product.map(({ path }) => path.split("/").at(-1)!.replace(/\.tsx?$/, ""));
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /^(?:utils?|helpers?|common|misc|.*-?manager|.*-?service)$/.test(name))).toEqual([]);
  });

  it("keeps time, chance and the console out of its rules", () => {
    const domain = sourcesIn("shared/domain");
    expect(holding(domain, /Date\.now\(|new Date\(\)|Math\.random|console\.|setTimeout|\basync\b|\bawait\b|Promise</)).toEqual([]);
  });
});

describe("the tests", () => {
  it("go through the outside of a thing: no module is replaced", () => {
    expect(holding(tests, new RegExp(["vi", "(?:mock|doMock|hoisted|stubGlobal)"].join("\\.")))).toEqual([]);
  });

  it("are all run: none is skipped, and none is the only one", () => {
    expect(holding(tests, new RegExp(["(?:it|test|describe)", "(?:only|skip|todo)\\b"].join("\\.")))).toEqual([]);
  });
});
