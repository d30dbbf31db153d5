import type { Outcome, Scenario } from "./run.ts";

/** A failed run for people: which promise was broken, where, how it came about, and how to see it again. */
export function storyOf({ seed, plant }: Scenario, { broken, actions, faults, story }: Outcome): string {
  const promises = broken.map(({ invariant, promise, where }) => [`  ${invariant}: ${promise}`, ...where.map((line) => `    ${line}`)].join("\n"));
  const replay = `npm run simulate -- --seeds 1 --from ${seed}${plant === undefined ? "" : ` --plant ${plant.name}`}`;
  return [
    `Seed ${seed} breaks a promise:`,
    ...promises,
    `How it came about (${counted(actions.length, "action")}, ${counted(faults.length, "fault")}):`,
    ...story.map((line) => `  ${line}`),
    `To see it again: ${replay}`,
  ].join("\n");
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
