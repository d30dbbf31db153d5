import type { Plant } from "./plant.ts";

/** What is promised is written down with its mail alone; what is left looks as it did before. */
export const promiseAndNotTake: Plant = {
  name: "promise-and-not-take",
  bug: "a code that is promised is not taken out of the stock of its program",
  ledger: (ledger) => ({
    ...ledger,
    take: (effects, { promise, ...lease }, slots) => {
      if (promise?.allotment === undefined) return ledger.take(effects, promise === undefined ? lease : { ...lease, promise }, slots);
      // A stock that nobody looks at.
      const allotment = { ...promise.allotment, program: `nobody-s-${effects[0]?.id ?? ""}`, version: 0, isReturned: false };
      return ledger.take(effects, { ...lease, promise: { ...promise, allotment } }, slots);
    },
  }),
};
