import type { Case } from "../../domain/case.ts";
import type { EarlierResponse } from "../../domain/plan.ts";
import type { PersonKey } from "../../domain/respondent.ts";
import { type Response, needsPerson } from "../../domain/response.ts";
import type { Cases, Histories, Responses } from "../../ports.ts";
import { decodeResponses, partition, positionOf } from "./codec.ts";
import { dynamoLedger } from "./ledger.ts";
import { entries, fetchItems } from "./lists.ts";
import { identify } from "./persons.ts";
import type { Table } from "./table.ts";

/** How many earlier answers urgency looks back on. */
const lookBack = 20;

/** What the table knows around a response. What a plan will not ask is not read. */
export function dynamoHistories(
  table: Table,
  { cases, responses }: { cases: Pick<Cases, "find">; responses: Pick<Responses, "find"> },
): Histories {
  const ledger = dynamoLedger(table);
  return {
    of: async (response) => {
      const [{ lastCases, ownCase: lastOwn, ...identity }, about] = await Promise.all([
        identify(table, response.body.respondent, response.body.test === true),
        response.about === undefined ? undefined : cases.find(response.about),
      ]);
      const known = { ...identity, ...(about === undefined ? {} : { about }) };
      if (!needsPerson(response) && response.revision === 1) return { ...known, earlier: [], effects: [] };
      const isCorrection = response.revision > 1;
      const [before, effects, last, earlier] = await Promise.all([
        isCorrection ? responses.find(response.id) : undefined,
        isCorrection ? ledger.ofResponse(response.id) : [],
        Promise.all(lastCases.map((id) => cases.find(id))),
        earlierThan(table, response, identity.keys),
      ]);
      const openCase = last.find((one) => one !== undefined && one.state !== "resolved");
      const isClosed = last.some((one) => one?.id === lastOwn && one?.state === "resolved");
      const plannedCase = before?.caseId === undefined ? undefined : await cases.find(before.caseId);
      // A rehearsal that turns out to be real, or the reverse, has a case of its own to get, unless it had one before.
      const isOwn = (one: Case | undefined) => one?.test === (response.body.test === true) && one.responses.includes(response.id);
      const ownCase = [plannedCase, openCase].find(isOwn);
      return {
        ...known,
        earlier,
        effects,
        ...(openCase === undefined ? {} : { openCase }),
        ...(isClosed && lastOwn !== undefined ? { closedCase: lastOwn } : {}),
        ...(ownCase === undefined ? {} : { ownCase }),
      };
    },
  };
}

async function earlierThan(table: Table, response: Response, keys: readonly PersonKey[]): Promise<EarlierResponse[]> {
  const found = await entries(table, {
    index: "gsi1",
    partitions: keys.map(partition.person),
    before: positionOf(response),
    newestFirst: true,
    limit: lookBack,
  });
  const items = await fetchItems(table, found.map(({ key }) => key));
  return decodeResponses(items)
    .filter(({ id, body }) => id !== response.id && body.test !== true)
    .map(({ id, band, submittedAt, body: { metric, score } }) => ({ id, metric, score, band, submittedAt }));
}
