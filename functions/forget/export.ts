import { type PersonKey, addressOf } from "../../shared/domain/respondent.ts";
import type { Cases, Responses, Suppressions, Traces } from "../../shared/ports.ts";
import { presentAccount } from "../../shared/domain/account.ts";

/** What exporting needs of the world. */
export type Exporting = {
  readonly traces: Pick<Traces, "of">;
  readonly responses: Pick<Responses, "find">;
  readonly cases: Pick<Cases, "find">;
  readonly suppressions: Pick<Suppressions, "find">;
  /** What a key or an address is called where it must not stand itself. */
  readonly pseudonymOf: (text: string) => Promise<string>;
};

/** Everything that is held about a person: how they are known, what they said and what became of it. */
export async function exportPerson(needs: Exporting, person: PersonKey) {
  const { people, responses: ids } = await needs.traces.of([person]);
  const found = (await Promise.all(ids.map((id) => needs.responses.find(id)))).filter((one) => one !== undefined);
  const caseIds = [...new Set(found.flatMap(({ caseId }) => caseId ?? []))];
  const cases = (await Promise.all(caseIds.map((id) => needs.cases.find(id)))).filter((one) => one !== undefined);
  const addresses = people.flatMap((key) => addressOf(key) ?? []);
  return {
    respondent: { ids: people.filter((key) => addressOf(key) === undefined).map((key) => key.replace(/^id:/, "")), emails: addresses },
    responses: found.map(({ response, effects }) => ({ ...response, effects })),
    cases: cases.map(({ account, ...rest }) => ({ ...rest, ...(account === undefined ? {} : { account: presentAccount(account) }) })),
    suppressions: (await Promise.all(addresses.map((email) => suppressionOf(needs, email)))).flat(),
  };
}

async function suppressionOf({ suppressions, pseudonymOf }: Exporting, email: string) {
  const listed = await suppressions.find(await pseudonymOf(email));
  return listed === undefined ? [] : [{ email, reason: listed.reason, since: listed.at }];
}
