import type { Plant } from "./plant.ts";

/** Counters move, and nobody notes for whom. */
export const countWithoutTheMarker: Plant = {
  name: "count-without-the-marker",
  bug: "a response is counted without looking whether it has been counted",
  tallies: (tallies) => {
    let times = 0;
    return {
      ...tallies,
      // A marker that nobody will ever look for.
      count: (countings) => tallies.count(countings.map((counting) => ({ ...counting, responseId: `${counting.responseId}-${++times}` }))),
    };
  },
};
