import type { Change } from "./evidence.ts";
import type { Invariant } from "./invariant.ts";

/** What must hold of codes that are promised. */
export const rewardInvariants: readonly Invariant[] = [
  {
    name: "no-code-is-given-twice",
    promise: "A code of a pool is promised to one person, and no more are than there are codes and budget.",
    broken: ({ changes, policy, codes }) => {
      const promised = [...lastOf(changes).values()].filter(({ state, serial }) => serial !== undefined && state !== "cancelled" && state !== "failed");
      const twice = [...Map.groupBy(promised, ({ serial }) => serial)].filter(([, holders]) => holders.length > 1);
      const most = Math.min(codes, ...policy.rewards.programs.flatMap(({ id, budget }) => (id === "gift" && budget !== undefined ? [budget] : [])));
      return [
        ...twice.map(([serial, holders]) => `code ${String(serial)} was promised with ${holders.map(({ id }) => id).join(" and ")}`),
        ...promised.filter(({ serial = 0 }) => serial >= codes).map(({ id }) => `${id} was promised a code that there is not`),
        ...(promised.length > most ? [`${promised.length} codes were promised of ${most}`] : []),
      ];
    },
  },
  {
    name: "what-is-left-is-given",
    promise: "A reward is out of stock only when every code has been promised.",
    broken: ({ responses, changes, codes }) => {
      const promised = new Set(changes.filter(({ serial }) => serial !== undefined).map(({ id }) => id)).size;
      const refused = responses.flatMap(({ effects }) => effects.filter(({ detail }) => detail === "out of stock"));
      return promised < codes ? refused.map(({ id }) => `${id} is out of stock, with ${promised} of ${codes} codes promised`) : [];
    },
  },
];

/** How each effect stood last. */
function lastOf(changes: readonly Change[]): ReadonlyMap<string, Change> {
  return new Map(changes.map((change) => [change.id, change]));
}
