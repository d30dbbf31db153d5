import type { Plant } from "./plant.ts";

/** Whoever is second to take an effect sends it all the same. */
export const skipTheClaim: Plant = {
  name: "skip-the-claim",
  bug: "a sender who finds that another one has taken the effect sends it all the same",
  ledger: (ledger) => ({
    ...ledger,
    take: async (effects, lease, slots) => {
      const taking = await ledger.take(effects, lease, slots);
      return taking.kind === "lost" ? { kind: "taken", effects: effects.map((effect) => ({ ...effect, state: "sending", attempts: effect.attempts + 1 })) } : taking;
    },
  }),
};
