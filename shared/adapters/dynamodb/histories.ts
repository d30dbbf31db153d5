import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { mergeAccounts, observedAccount, viewAccount } from "../../domain/account.ts";
import type { Case } from "../../domain/case.ts";
import type { EarlierResponse, History } from "../../domain/plan.ts";
import { type PersonKey, personOf, personOfEmail } from "../../domain/respondent.ts";
import { type Response, needsPerson } from "../../domain/response.ts";
import type { Accounts, Cases, Histories, Responses } from "../../ports.ts";
import { aliasesOf, personBehind } from "./aliases.ts";
import { decodeResponse, partition } from "./codec.ts";
import { entries, fetchItems } from "./lists.ts";
import type { Table } from "./table.ts";

/** How many earlier answers urgency looks back on. */
const lookBack = 20;

/** What the table knows around a response. What a plan will not ask is not read. */
export function dynamoHistories(
  table: Table,
  { accounts, cases, responses }: { accounts: Accounts; cases: Cases; responses: Responses },
): Histories {
  return {
    of: async (response) => {
      const identity = await identify(table, response);
      if (!needsPerson(response) && response.revision === 1) return { ...identity, earlier: [], effects: [] };
      const [known, account, openCase, earlier] = await Promise.all([
        response.revision === 1 ? undefined : responses.find(response.id),
        accountOf(accounts, response),
        openCaseOf(table, cases, identity.keys, response.body.test === true),
        earlierThan(table, response, identity.keys),
      ]);
      const ownCase = known?.caseId === undefined ? undefined : await cases.find(known.caseId);
      return {
        ...identity,
        earlier,
        // What was cancelled as it was planned has never been in the ledger: the correction decides it anew.
        effects: known?.effects.filter(({ state, attempts }) => state !== "cancelled" || attempts > 0) ?? [],
        ...(account === undefined ? {} : { account }),
        ...(openCase === undefined ? {} : { openCase }),
        ...(ownCase === undefined ? {} : { ownCase }),
      };
    },
  };
}

async function identify(table: Table, response: Response): Promise<Pick<History, "person" | "keys" | "newAlias">> {
  const { id, email } = response.body.respondent;
  const person = personOf(response.body.respondent);
  if (email === undefined) return withAliases(table, person);
  const address = personOfEmail(email);
  const behind = await personBehind(table, address);
  if (id === undefined) return behind === undefined ? { person, keys: [person] } : withAliases(table, behind);
  if (behind !== undefined) return withAliases(table, person);
  const known = await withAliases(table, person);
  return { person, keys: [...known.keys, address], newAlias: address };
}

async function withAliases(table: Table, person: PersonKey): Promise<Pick<History, "person" | "keys">> {
  return { person, keys: [person, ...(await aliasesOf(table, person))] };
}

async function accountOf(accounts: Accounts, { body, submittedAt }: Response): Promise<History["account"]> {
  if (body.account === undefined) return undefined;
  const { id, ...fields } = body.account;
  const said = observedAccount(id, fields, submittedAt);
  const known = await accounts.find(id);
  return viewAccount(known === undefined ? said : mergeAccounts(known, said));
}

/** The sort key under a person's partition that points to their unresolved case; rehearsals have their own. */
export function openCasePointer(test: boolean): string {
  return test ? "open-test-case" : "open-case";
}

async function openCaseOf(
  { client, name }: Table,
  cases: Cases,
  keys: readonly PersonKey[],
  test: boolean,
): Promise<Case | undefined> {
  const sk = openCasePointer(test);
  const { Responses = {} } = await client.send(
    new BatchGetCommand({
      RequestItems: {
        [name]: { Keys: keys.map((key) => ({ pk: partition.person(key), sk })), ConsistentRead: true },
      },
    }),
  );
  const pointed = (Responses[name] ?? []).map(({ caseId }) => String(caseId)).sort();
  const first = pointed[0];
  return first === undefined ? undefined : cases.find(first);
}

async function earlierThan(table: Table, response: Response, keys: readonly PersonKey[]): Promise<EarlierResponse[]> {
  const found = await entries(table, {
    index: "gsi1",
    partitions: keys.map(partition.person),
    before: `${response.submittedAt}#${response.id}`,
    newestFirst: true,
    limit: lookBack,
  });
  const items = await fetchItems(table, found.map(({ key }) => key));
  return items
    .map(decodeResponse)
    .filter(({ id, body }) => id !== response.id && body.test !== true)
    .map(({ id, band, submittedAt, body: { metric, score } }) => ({ id, metric, score, band, submittedAt }));
}
