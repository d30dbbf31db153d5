import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { contributionOf } from "../../domain/counting.ts";
import { personOfEmail, personOfId } from "../../domain/respondent.ts";
import type { Response } from "../../domain/response.ts";
import type { ResponseQuery } from "../../domain/list-query.ts";
import type { ForeignCursor, Insertion, Page, Responses } from "../../ports.ts";
import {
  type Item,
  UnreadableItem,
  decodeResponse,
  decodeResponses,
  encodeReplaced,
  encodeResponse,
  partition,
  responseKey,
} from "./codec.ts";
import { type Conditional, type TransactItem, conditionally, transact, unchangedSince } from "./conditions.ts";
import { followedResponses } from "./followed-responses.ts";
import { isMark, knownResponses } from "./known-responses.ts";
import { decodeCursor, entries, fetchItems, pageOf } from "./lists.ts";
import { keysOf } from "./persons.ts";
import { type Table, indexLanes } from "./table.ts";
import type { IndexName } from "./table-definition.ts";

/** Responses in the table: one item each, which is its own idempotency record. */
export function dynamoResponses(table: Table): Responses {
  return {
    insert: async (response) => {
      const item = putOf(table, response, { ConditionExpression: "attribute_not_exists(pk)" });
      return insertion(await conditionally(table.client.send(new PutCommand(item))));
    },
    revise: async (response) => {
      const written = await transact(table, revisionItems(table, response));
      return insertion(written.held ? written : { held: false, found: written.failed.get(0) });
    },
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
      if (claim.held) return { kind: "claimed" };
      return isMark(claim.found) ? { kind: "erased" } : { kind: "tied", digest: digestAt(claim.found) };
    },
    ...knownResponses(table),
    ...followedResponses(table),
    ...listedResponses(table),
    touch: async (id, at) => {
      // A write that changed nothing would not be in the stream.
      const touched = await conditionally(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: responseKey(id),
            UpdateExpression: "SET retriedAt = :at",
            ConditionExpression: "#type = :response",
            ExpressionAttributeNames: { "#type": "type" },
            ExpressionAttributeValues: { ":at": at, ":response": "response" },
          }),
        ),
      );
      return touched.held;
    },
  };
}

/** Responses for those who only list them. */
export function listedResponses(table: Table): Pick<Responses, "list"> {
  return { list: (query) => list(table, query) };
}

/** A correction, and beside it what it replaces. */
function revisionItems(table: Table, response: Response): TransactItem[] {
  const replaced = response.revisions.at(-2);
  const current = putOf(table, response, unchangedSince({ revision: response.revision - 1, book: response.book }));
  return [
    { Put: current },
    ...(replaced?.body === undefined
      ? []
      : [{ Put: { TableName: table.name, Item: encodeReplaced(response.id, replaced.revision, replaced.body) } }]),
  ];
}

type Condition = { readonly ConditionExpression: string; readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> };

function putOf({ name }: Table, response: Response, condition: Condition) {
  return {
    TableName: name,
    Item: encodeResponse(response),
    ...condition,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
}

function insertion(written: Conditional): Insertion {
  if (written.held) return { kind: "inserted" };
  if (isMark(written.found)) return { kind: "erased" };
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

async function list(table: Table, asked: ResponseQuery): Promise<Page<Response> | ForeignCursor> {
  const { respondent, account, cursor } = asked;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, "responses");
  if (cursor !== undefined && after === undefined) return "foreign cursor";
  const query = { ...asked, ...(after === undefined ? {} : { after }) };
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
  query: Placed,
  index: IndexName,
  partitions: readonly string[],
): Promise<Page<Response>> {
  const { limit } = query;
  const found = await entries(table, { index, partitions, newestFirst: true, limit, ...span(query) });
  return pageOf(await load(table, query, found), found, limit);
}

/** A query, and the place behind which its page begins. */
type Placed = ResponseQuery & { readonly after?: string };

function span({ from, to, after }: Placed): { from?: string; before?: string } {
  const ends = [to, after].filter((end) => end !== undefined).sort();
  return { ...(from === undefined ? {} : { from }), ...(ends[0] === undefined ? {} : { before: ends[0] }) };
}

async function load(
  table: Table,
  { survey, metric, band, counted, segment }: ResponseQuery,
  found: readonly { key: { pk: string; sk: string } }[],
): Promise<readonly Response[]> {
  const items = await fetchItems(table, found.map(({ key }) => key));
  return decodeResponses(items)
    .filter(
      (response) =>
        (survey === undefined || response.body.survey.id === survey) &&
        (metric === undefined || response.body.metric === metric) &&
        (band === undefined || response.band === band) &&
        (counted === undefined || (response.counted !== undefined) === counted) &&
        (segment === undefined || contributionOf(response)?.segments[segment.dimension] === segment.value),
    );
}
