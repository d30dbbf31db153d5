import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { personOfEmail, personOfId } from "../../domain/respondent.ts";
import type { Response } from "../../domain/response.ts";
import type { FoundResponse, Insertion, Page, ResponseQuery, Responses } from "../../ports.ts";
import {
  type Item,
  UnreadableItem,
  decodeEffect,
  decodePlan,
  decodeResponse,
  encodeResponse,
  partition,
  responseKey,
} from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { decodeCursor, entries, fetchItems, pageOf } from "./lists.ts";
import { keysOf } from "./persons.ts";
import { type IndexName, type Table, indexLanes } from "./table.ts";

/** Responses in the table: one item each, which is its own idempotency record. */
export function dynamoResponses(table: Table): Responses {
  return {
    insert: (response) => put(table, response, { ConditionExpression: "attribute_not_exists(pk)" }),
    revise: (response) =>
      put(table, response, {
        ConditionExpression: "revision = :previous",
        ExpressionAttributeValues: { ":previous": response.revision - 1 },
      }),
    claimKey: async (place, digest) => {
      const claim = await conditionally(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...responseKey(place), type: "key", digest },
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      return claim.held ? { kind: "claimed" } : { kind: "tied", digest: digestAt(claim.found) };
    },
    find: (id) => find(table, id),
    list: (query) => list(table, query),
  };
}

type Condition = { ConditionExpression: string; ExpressionAttributeValues?: Record<string, unknown> };

async function put({ client, name }: Table, response: Response, condition: Condition): Promise<Insertion> {
  const written = await conditionally(
    client.send(
      new PutCommand({
        TableName: name,
        Item: encodeResponse(response),
        ...condition,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    ),
  );
  if (written.held) return { kind: "inserted" };
  if (written.found?.["type"] === "key") return { kind: "key", digest: digestAt(written.found) };
  return { kind: "exists", response: decodeResponse(written.found ?? {}) };
}

/** What the place of an idempotency key was tied to: by a claim, or by the response that came with the key alone. */
function digestAt(item: Item | undefined): string {
  if (item?.["type"] === "key") return String(item["digest"]);
  const first = item && decodeResponse(item).revisions[0];
  if (first === undefined) throw new UnreadableItem("an idempotency key tied to nothing");
  return first.digest;
}

async function find({ client, name }: Table, id: string): Promise<FoundResponse | undefined> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: "pk = :id",
      ExpressionAttributeValues: { ":id": id },
      ConsistentRead: true,
    }),
  );
  const item = Items.find(({ type }) => type === "response");
  if (item === undefined) return undefined;
  const planItem = Items.find(({ type }) => type === "plan");
  const planned = planItem && decodePlan(planItem);
  const live = Items.filter(({ type }) => type === "effect").map(decodeEffect);
  const cancelled = planned?.cancelled.filter(({ id: planned }) => !live.some((effect) => effect.id === planned));
  return {
    response: decodeResponse(item),
    effects: [...live, ...(cancelled ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(planned?.caseId === undefined ? {} : { caseId: planned.caseId }),
  };
}

async function list(table: Table, query: ResponseQuery): Promise<Page<Response>> {
  const { respondent, account } = query;
  if (respondent !== undefined) {
    const keys = [personOfId(respondent), personOfEmail(respondent)];
    const known = new Set((await Promise.all(keys.map((key) => keysOf(table, key)))).flat());
    return listPartitions(table, query, "gsi1", [...known].map(partition.person));
  }
  if (account !== undefined) return listPartitions(table, query, "gsi2", [partition.account(account)]);
  const lanes = Array.from({ length: indexLanes }, (_, lane) => partition.responses(lane));
  return listPartitions(table, query, "gsi3", lanes);
}

async function listPartitions(
  table: Table,
  query: ResponseQuery,
  index: IndexName,
  partitions: readonly string[],
): Promise<Page<Response>> {
  const { limit } = query;
  const found = await entries(table, { index, partitions, newestFirst: true, limit, ...span(query) });
  return pageOf(await load(table, query, found), found, limit);
}

function span({ from, to, cursor }: ResponseQuery): { from?: string; before?: string } {
  const ends = [...(to === undefined ? [] : [to]), ...(cursor === undefined ? [] : [decodeCursor(cursor)])].sort();
  return { ...(from === undefined ? {} : { from }), ...(ends[0] === undefined ? {} : { before: ends[0] }) };
}

async function load(
  table: Table,
  { survey, metric, band }: ResponseQuery,
  found: readonly { key: { pk: string; sk: string } }[],
): Promise<readonly Response[]> {
  const items = await fetchItems(table, found.map(({ key }) => key));
  return items
    .map(decodeResponse)
    .filter(
      (response) =>
        (survey === undefined || response.body.survey.id === survey) &&
        (metric === undefined || response.body.metric === metric) &&
        (band === undefined || response.band === band),
    );
}
