import type { Stage } from "../../../infra/stages.ts";
import type { Template } from "./synthesize.ts";

/** Something every stack must hold to: answers what is wrong, in words, and nothing when all is well. */
export type Rule = (template: Template, stage: Stage) => readonly string[];

/** What is missing and what is too much. */
export function compare(wanted: readonly string[], found: readonly string[], missing: (one: string) => string, extra: (one: string) => string): readonly string[] {
  return [...wanted.filter((one) => !found.includes(one)).map(missing), ...found.filter((one) => !wanted.includes(one)).map(extra)];
}

/** Complains of each figure that is not as it should be. */
export function figures(of: string, wanted: Readonly<Record<string, unknown>>, found: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => JSON.stringify(found[name]) !== JSON.stringify(value))
    .map(([name, value]) => `${of}: ${name} is ${JSON.stringify(found[name])} and should be ${JSON.stringify(value)}`);
}
