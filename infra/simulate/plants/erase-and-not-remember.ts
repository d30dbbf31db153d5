import type { Plant } from "./plant.ts";

/** What is there is erased, and tomorrow the same person is a new one. */
export const eraseAndNotRemember: Plant = {
  name: "erase-and-not-remember",
  bug: "nobody writes down who was erased, so that their next answer brings them back",
  erasures: (erasures) => ({ ...erasures, add: () => Promise.resolve() }),
};
