import type { Plant } from "./plant.ts";

/** Counters move, and nobody notes how far. */
export const countWithoutTheCheckpoint: Plant = {
  name: "count-without-the-checkpoint",
  bug: "a response is counted without looking whether it has been counted",
  tallies: (tallies) => {
    let times = 0;
    return {
      ...tallies,
      // A checkpoint that nobody will ever look for.
      count: (shard, countings) => tallies.count(`${shard}-${++times}`, countings),
    };
  },
};
