import { type AccountView, mergeAccounts, viewAccount } from "../../shared/domain/account.ts";
import { saidOf, teaches } from "../../shared/domain/directory.ts";
import { type Effect, isSettled } from "../../shared/domain/effect.ts";
import { plan } from "../../shared/domain/plan.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { keysIn } from "../../shared/domain/respondent.ts";
import type { Response } from "../../shared/domain/response.ts";
import { type ErasingPeople, erasePeople } from "../../shared/delivery/erase-people.ts";
import type { Accounts, Erasures, Histories, Ledger, Metrics, Plans } from "../../shared/ports.ts";

/** What routing needs of the world. */
export type Routing = ErasingPeople & {
  readonly accounts: Accounts;
  readonly erasures: Erasures;
  readonly histories: Histories;
  readonly plans: Plans;
  readonly ledger: Pick<Ledger, "ofResponse">;
  readonly policy: Policy;
  readonly metrics: Metrics;
};

/** How often a plan is made anew because its history changed under it. */
const mostPlans = 10;

/**
 * Decides what must happen because of a response and writes it down, once per revision.
 *
 * @returns the effects that are to be queued: the plan's own, or what an earlier delivery of the same
 * record wrote down and may not have come to queue.
 */
export async function route(needs: Routing, response: Response): Promise<readonly Effect[]> {
  const people = keysIn(response.body.respondent);
  if (await needs.erasures.includes(people)) {
    // It came in while its respondent was being erased, and may say by what else they are known.
    await erasePeople(needs, people);
    return [];
  }
  const account = await accountOf(needs.accounts, response);
  let hasJoined = false;
  for (let made = 0; made < mostPlans; made += 1) {
    const history = { ...(await needs.histories.of(response)), ...(account === undefined ? {} : { account }) };
    const decided = plan(response, history, needs.policy);
    const commitment = await needs.plans.commit(decided, response, history);
    hasJoined ||= history.newAlias !== undefined;
    // Who is erased in this very moment must not come back by an address that was just written down.
    if (hasJoined && commitment !== "stale" && (await needs.erasures.includes(people, "now"))) {
      await erasePeople(needs, people);
      return [];
    }
    switch (commitment) {
      case "committed":
        needs.metrics.count("ResponsesAccepted");
        return decided.effects.filter((effect) => !isSettled(effect));
      case "already":
        return (await needs.ledger.ofResponse(response.id)).filter(({ state }) => state === "planned");
      case "stale":
    }
  }
  throw new Error(`the history of ${response.id} changed under ${mostPlans} plans in a row`);
}

/**
 * The account as it now stands, with what the response says of it. What that changes is written at once; that
 * what was known still holds is written down when the response is counted, for many responses together.
 */
async function accountOf(accounts: Accounts, response: Response): Promise<AccountView | undefined> {
  const said = saidOf(response);
  if (said === undefined) return undefined;
  const known = await accounts.find(said.id);
  const now = viewAccount(known === undefined ? said : mergeAccounts(known, said));
  const changes = known === undefined || JSON.stringify(now) !== JSON.stringify(viewAccount(known));
  return changes && teaches(response) ? viewAccount(await accounts.merge(said)) : now;
}
