import { workCase } from "../../../shared/casework/work-case.ts";
import type { Plant } from "./plant.ts";

/** A click on an old card counts for more than what happened since. */
export const lateAcknowledgeUnresolves: Plant = {
  name: "late-acknowledge-unresolves",
  bug: "a resolved case can be acknowledged, so that a late click takes back what was resolved",
  work: (needs, id, event, by) => {
    const { cases } = needs;
    const find: typeof cases.find = async (asked) => {
      const found = await cases.find(asked);
      return found?.state === "resolved" ? { ...found, state: "open" } : found;
    };
    return workCase(event.type === "acknowledge" ? { ...needs, cases: { ...cases, find } } : needs, id, event, by);
  },
};
