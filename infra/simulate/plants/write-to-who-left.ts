import type { Plant } from "./plant.ts";

/** Who writes does not look at the list. */
export const writeToWhoLeft: Plant = {
  name: "write-to-who-left",
  bug: "a mail is sent without looking whether its address has left",
  suppressions: (suppressions) => ({ ...suppressions, find: () => Promise.resolve(undefined) }),
};
