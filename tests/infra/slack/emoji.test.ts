import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { root } from "../../../infra/bundle.ts";
import { emojiCharacter } from "../../../infra/local/slack/page/emoji.ts";

/** Names like `:bell:` in the code of what is written to Slack; what stands in comments is nobody's emoji. */
const used = globSync("{functions,shared}/**/*.ts", { cwd: root }).flatMap((file) =>
  readFileSync(`${root}/${file}`, "utf8").split("\n")
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap((line) => [...line.matchAll(/(?<=["'` ]):([a-z][a-z0-9_]*):(?=[ "'`])/g)].map(([, name = ""]) => name)),
);

it("shows every emoji that we write, or know statuses by, as what it is", () => {
  expect(new Set(used).size).toBeGreaterThan(15);
  expect([...new Set(used)].filter((name) => emojiCharacter(name) === undefined)).toEqual([]);
});
