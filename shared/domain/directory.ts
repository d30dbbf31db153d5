import { type Account, mergeAccounts, observedAccount } from "./account.ts";
import type { Response } from "./response.ts";

/** What a response says of its account, with the moment at which it was true. */
export function saidOf({ body: { account }, submittedAt, revisions }: Response): Account | undefined {
  if (account === undefined) return undefined;
  const { id, ...fields } = account;
  // A correction keeps its time of submission, and its facts are newer all the same.
  return observedAccount(id, fields, `${submittedAt}#${revisions.at(-1)?.receivedAt ?? submittedAt}`);
}

/** Whether the directory learns from a response: rehearsals and old ones only look. */
export function teaches({ body: { test, backfill } }: Pick<Response, "body">): boolean {
  return test !== true && backfill !== true;
}

/** What responses say of their accounts, together. */
export function saidByAll(responses: readonly Response[]): readonly Account[] {
  const said = new Map<string, Account>();
  for (const account of responses.filter(teaches).flatMap((response) => saidOf(response) ?? [])) {
    const known = said.get(account.id);
    said.set(account.id, known === undefined ? account : mergeAccounts(known, account));
  }
  return [...said.values()];
}
