import type { Plant } from "./plant.ts";

/** What time brings to a case that was folded is told nowhere. */
export const forgetTheFolded: Plant = {
  name: "forget-the-folded",
  bug: "nobody is told when time runs out for a case that was folded",
  ledger: (ledger) => ({ ...ledger, add: (effect) => (effect.kind === "storm" ? Promise.resolve(false) : ledger.add(effect)) }),
};
