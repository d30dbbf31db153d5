import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Every case gets a card of its own, also where more are opened than a channel usually bears. */
export const unfolded = ["burst: 20", "burst: 1000"] as const;

/** Writes the project's policy with some of its text changed, and answers the file. */
export function changedPolicy(folder: string, changes: readonly (readonly [from: string, to: string])[]): string {
  const original = readFileSync(new URL("../../../policy.yaml", import.meta.url), "utf8");
  const changed = changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the policy does not say ${from}`);
    return text.replace(from, to);
  }, original);
  const file = join(folder, "changed-policy.yaml");
  writeFileSync(file, changed);
  return file;
}
