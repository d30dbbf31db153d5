import { type Effect, isMessage } from "../../../shared/domain/effect.ts";
import type { Plant } from "./plant.ts";

/** Neither who plans a mail nor who sends it looks at the clocks where its reader is. */
export const writeAtNight: Plant = {
  name: "write-at-night",
  bug: "a mail goes at any hour of its reader's day",
  plans: (plans) => ({
    ...plans,
    commit: (plan, response, history) => plans.commit({ ...plan, effects: plan.effects.map(hurried) }, response, history),
  }),
  responses: (responses) => ({
    ...responses,
    find: async (id) => {
      const found = await responses.find(id);
      if (found === undefined) return undefined;
      const { response } = found;
      // Where it is day while a run lasts.
      const respondent = { ...response.body.respondent, timeZone: "Asia/Kolkata" };
      return { ...found, response: { ...response, body: { ...response.body, respondent } } };
    },
  }),
};

function hurried(effect: Effect): Effect {
  if (!isMessage(effect.kind) || effect.state !== "planned") return effect;
  return { ...effect, notBefore: effect.plannedAt, dueAt: effect.plannedAt };
}
