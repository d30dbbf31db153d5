import type { Plant } from "./plant.ts";

/** Two effects tell of the same. */
export const twoLinesForOneEvent: Plant = {
  name: "two-lines-for-one-event",
  bug: "what is to be told of a case's history is planned under two names, so that it stands twice in the thread",
  cases: (cases) => ({
    ...cases,
    record: (change) =>
      cases.record({ ...change, effects: change.effects.flatMap((effect) => (effect.kind === "note" ? [effect, { ...effect, id: effect.id.replace(/note-/, "note-9-") }] : [effect])) }),
  }),
};
