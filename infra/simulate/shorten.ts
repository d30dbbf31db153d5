import { type Outcome, type Scenario, simulate } from "./run.ts";

/**
 * The shortest run that can be found in which the same promise is broken: faults and actions are left out
 * one at a time for as long as it still is.
 */
export async function shorten(scenario: Scenario, outcome: Outcome): Promise<Outcome> {
  const [first] = outcome.broken;
  if (first === undefined) return outcome;
  let shortest = outcome;
  const tryWithout = async (actions: Outcome["actions"], faults: Outcome["faults"]) => {
    const tried = await simulate({ ...scenario, actions: new Set(actions.map(({ name }) => name)), faults });
    const isShorter = tried.broken.some(({ invariant }) => invariant === first.invariant);
    if (isShorter) shortest = tried;
    return isShorter;
  };
  // Mostly it is about one answer, which leaving out the others one by one may not show.
  for (const { name } of outcome.actions) {
    if (!name.includes(",") && (await tryWithout(outcome.actions.filter((other) => other.name.startsWith(name)), outcome.faults))) break;
  }
  for (let isGoingOn = true; isGoingOn; ) {
    isGoingOn = false;
    for (const fault of shortest.faults) {
      if (await tryWithout(shortest.actions, shortest.faults.filter((other) => other !== fault && other.where !== fault.where))) isGoingOn = true;
    }
    for (const { name } of shortest.actions) {
      if (await tryWithout(shortest.actions.filter((other) => other.name !== name), shortest.faults)) isGoingOn = true;
    }
  }
  return shortest;
}
