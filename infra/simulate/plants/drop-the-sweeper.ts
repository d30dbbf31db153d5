import type { Plant } from "./plant.ts";

/** The sweep comes every minute and finds nothing. */
export const dropTheSweeper: Plant = {
  name: "drop-the-sweeper",
  bug: "nobody looks for what was queued and forgotten",
  ledger: (ledger) => ({ ...ledger, due: () => Promise.resolve({ effects: [], looks: [] }) }),
};
