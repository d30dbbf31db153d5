import type { Case } from "../../../shared/domain/case.ts";
import type { Plant } from "./plant.ts";

/** The clock rings on, whoever has taken the case. */
export const escalateAfterAcknowledge: Plant = {
  name: "escalate-after-acknowledge",
  bug: "the clock of a case does not look at its state, so that who has acknowledged one is told that nobody has",
  clocked: (cases) => {
    const states = new Map<string, Case["state"]>();
    return {
      ...cases,
      find: async (id) => {
        const found = await cases.find(id);
        if (found?.state !== "acknowledged") return found;
        states.set(id, found.state);
        return { ...found, state: "open" };
      },
      record: (change) => {
        const state = states.get(change.after.id) ?? change.after.state;
        states.delete(change.after.id);
        return cases.record({ ...change, after: { ...change.after, state } });
      },
    };
  },
};
