import type { BatchGetCommandInput, GetCommandInput, QueryCommandInput, ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import { holds, readCondition } from "./condition.ts";
import { invalid, noSuchTable } from "./errors.ts";
import { spanOf } from "./key-condition.ts";
import { type Meeting, checkKnown, checkTable } from "./request.ts";
import { type Place, type Row, firstNot, orderOfPlaces } from "./rows.ts";
import { nameIn, scopeOf } from "./scope.ts";
import { readUnits } from "./sizes.ts";
import { keyIn } from "./store.ts";
import { type Item, takenItem } from "./values.ts";

/** Gets an item. */
export function get({ name, store, charge }: Meeting, input: GetCommandInput): object {
  checkKnown(input, ["TableName", "Key", "ConsistentRead", "ReturnConsumedCapacity"]);
  checkTable(input, name);
  const row = store.find(keyIn(takenItem(input.Key ?? {})));
  charge({ read: readUnits(row?.bytes ?? 0, input.ConsistentRead === true) });
  return row === undefined ? {} : { Item: row.item };
}

const mostKeys = 100;

/** Gets many items. All of them always: the engine may leave some for another request, and its callers must bear it. */
export function batchGet({ name, store, charge }: Meeting, input: BatchGetCommandInput): object {
  checkKnown(input, ["RequestItems", "ReturnConsumedCapacity"]);
  const { [name]: wanted, ...others } = input.RequestItems ?? {};
  if (wanted === undefined || Object.keys(others).length > 0) throw noSuchTable();
  checkKnown(wanted, ["Keys", "ConsistentRead"]);
  const keys = (wanted.Keys ?? []).map((key) => keyIn(takenItem(key)));
  if (keys.length === 0 || keys.length > mostKeys) throw invalid("Too many items requested for the BatchGetItem call");
  if (new Set(keys.map(({ pk, sk }) => JSON.stringify([pk, sk]))).size < keys.length) throw invalid("Provided list of item keys contains duplicates");
  const rows = keys.map((key) => store.find(key));
  for (const row of rows) charge({ read: readUnits(row?.bytes ?? 0, wanted.ConsistentRead === true) });
  return { Responses: { [name]: rows.flatMap((row) => (row === undefined ? [] : [row.item])) }, UnprocessedKeys: {} };
}

/** The most that one page of a query reads. */
const mostBytes = 1024 * 1024;

/** Reads a page of one partition, of the table or of an index. */
export function query({ name, store, charge }: Meeting, input: QueryCommandInput): object {
  checkKnown(input, [
    "TableName", "IndexName", "KeyConditionExpression", "FilterExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
    "ConsistentRead", "ScanIndexForward", "Limit", "ExclusiveStartKey", "ReturnConsumedCapacity",
  ]);
  checkTable(input, name);
  const { KeyConditionExpression = "", FilterExpression, IndexName, ConsistentRead = false, ScanIndexForward: forward = true, Limit = Infinity } = input;
  const index = IndexName === undefined ? undefined : store.index(IndexName);
  if (index !== undefined && ConsistentRead) throw invalid("Consistent reads are not supported on global secondary indexes");
  const filter = FilterExpression === undefined ? undefined : readCondition(FilterExpression);
  const scope = scopeOf(input, [readCondition(KeyConditionExpression), filter]);
  const names = index?.definition ?? { partitionKey: "pk", sortKey: "sk" };
  const span = spanOf(KeyConditionExpression, names, scope);

  const rows = (index?.partitions ?? store.table).rows(span.partition);
  let from = firstNot(rows, ({ position }) => span.below(position));
  let to = firstNot(rows, ({ position }) => !span.above(position));
  const start = input.ExclusiveStartKey && placeOf(takenItem(input.ExclusiveStartKey), names.sortKey);
  if (start !== undefined && forward) from = Math.max(from, firstNot(rows, (row) => orderOfPlaces(row, start) <= 0));
  if (start !== undefined && !forward) to = Math.min(to, firstNot(rows, (row) => orderOfPlaces(row, start) < 0));

  const ahead = forward ? rows.slice(from, Math.min(to, from + Limit)) : rows.slice(Math.max(from, to - Limit), to).reverse();
  const { page, bytes, more } = pageOf(ahead, Limit);
  charge({ read: readUnits(bytes, ConsistentRead) });
  const last = more ? page.at(-1) : undefined;
  const found = filter === undefined ? page : page.filter(({ item }) => holds(filter.condition, item, scope));
  return {
    Items: found.map(({ item }) => item),
    Count: found.length,
    ScannedCount: page.length,
    ...(last === undefined ? {} : { LastEvaluatedKey: { ...last.key, [names.partitionKey]: span.partition, [names.sortKey]: last.position } }),
  };
}

/** As many rows as a page may hold, and whether it ends there for that. */
function pageOf(rows: readonly Row[], limit: number): { readonly page: readonly Row[]; readonly bytes: number; readonly more: boolean } {
  const page: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (page.length > 0 && bytes + row.bytes > mostBytes) return { page, bytes, more: true };
    page.push(row);
    bytes += row.bytes;
    if (page.length === limit) return { page, bytes, more: true };
  }
  return { page, bytes, more: false };
}

function placeOf(start: Item, sortKey: string): Place {
  const position = start[sortKey];
  if (typeof position !== "string") throw invalid("The provided starting key is invalid");
  return { position, key: keyIn(start) };
}

/** Reads everything there is, in one page. */
export function scan({ name, store, charge }: Meeting, input: ScanCommandInput): object {
  checkKnown(input, ["TableName", "ConsistentRead", "ProjectionExpression", "ReturnConsumedCapacity"]);
  checkTable(input, name);
  const wanted = input.ProjectionExpression?.split(",").map((word) => nameIn(scopeOf({}, []), word.trim()));
  const rows = [...store.table.all()];
  charge({ read: readUnits(rows.reduce((sum, { bytes }) => sum + bytes, 0), input.ConsistentRead === true) });
  const Items = rows.map(({ item }) => (wanted === undefined ? item : Object.fromEntries(Object.entries(item).filter(([attribute]) => wanted.includes(attribute)))));
  return { Items, Count: Items.length, ScannedCount: Items.length };
}
