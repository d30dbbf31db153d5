import { unplanned } from "../../../shared/adapters/dynamodb/plan-codec.ts";
import { changePlanned, readPlanned } from "../../../shared/adapters/dynamodb/plan-item.ts";
import { queueEffects } from "../../../shared/delivery/queue-effects.ts";
import { isSettled } from "../../../shared/domain/effect.ts";
import type { Plant } from "./plant.ts";

/** The queue hears first what is to happen, and the ledger afterwards. */
export const queueBeforeTheLedger: Plant = {
  name: "queue-before-the-ledger",
  bug: "a plan is marked as made and its effects are queued before they are written to the ledger",
  plans: (plans, { table, queues, clock }) => ({
    commit: async (plan, response, history) => {
      const open = plan.effects.filter((effect) => !isSettled(effect));
      const commitment = await plans.commit({ ...plan, effects: plan.effects.filter(isSettled) }, response, history);
      if (commitment !== "committed") return commitment;
      await queueEffects(queues, open, clock.now().getTime());
      const marked = (await readPlanned(table, response.id)) ?? unplanned(response.id);
      await changePlanned(table, marked, (planned) => ({ ...planned, effects: [...planned.effects, ...open] }));
      return commitment;
    },
  }),
};
