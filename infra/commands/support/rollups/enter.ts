import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Item, decodeResponse } from "../../../../shared/adapters/dynamodb/codec.ts";
import { decodeEntry } from "../../../../shared/adapters/dynamodb/entry-codec.ts";
import { conditionally, unchangedSince } from "../../../../shared/adapters/dynamodb/conditions.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { type Book, holds } from "../../../../shared/domain/book.ts";
import { type CountingPolicy, countedBy } from "../../../../shared/domain/counting.ts";

/**
 * Enters an answer in a book, where the policy as it is now says that it counts; what a book holds already is passed
 * over. Nothing is counted here: the stream brings the change to whoever counts, like any other.
 *
 * @param found the item as it was read; looked up again where it has changed since
 * @returns whether it was entered
 */
export async function enter(table: Table, book: Book, policy: CountingPolicy, found: Item): Promise<boolean> {
  for (let item: Item | undefined = found; item !== undefined; item = await readAgain(table, item)) {
    if (holds(book, decodeEntry(item))) return false;
    const entry = item["type"] === "erased" ? entryOfMark(book) : entryOfResponse(book, policy, item);
    const written = await conditionally(table.client.send(new UpdateCommand({ TableName: table.name, Key: { pk: item["pk"], sk: item["sk"] }, ...entry })));
    if (written.held) return true;
  }
  return false;
}

/** Of who was erased nothing is known but where they count: that stays. */
function entryOfMark({ id }: Book) {
  return { UpdateExpression: "SET book = :entered", ConditionExpression: "#type = :erased", ExpressionAttributeNames: { "#type": "type" }, ExpressionAttributeValues: { ":entered": id, ":erased": "erased" } };
}

function entryOfResponse({ id }: Book, policy: CountingPolicy, item: Item) {
  const response = decodeResponse(item);
  const { day, declared = {}, mrr } = countedBy(response, policy) ?? {};
  const counted = { day, declared: Object.keys(declared).length === 0 ? undefined : declared, mrr };
  const [said, unsaid] = [Object.entries(counted).filter(([, value]) => value !== undefined), Object.entries(counted).filter(([, value]) => value === undefined)];
  const { ConditionExpression, ExpressionAttributeValues } = unchangedSince({ revision: response.revision, book: response.book });
  return {
    UpdateExpression: `SET book = :entered${said.map(([name]) => `, #${name} = :${name}`).join("")}${unsaid.length === 0 ? "" : ` REMOVE ${unsaid.map(([name]) => `#${name}`).join(", ")}`}`,
    // Its place may be a mark's by now.
    ConditionExpression: `#type = :response AND ${ConditionExpression}`,
    ExpressionAttributeNames: { "#type": "type", ...Object.fromEntries(Object.keys(counted).map((name) => [`#${name}`, name])) },
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ":entered": id, ":response": "response", ...Object.fromEntries(said.map(([name, value]) => [`:${name}`, value])) },
  };
}

async function readAgain({ client, name: TableName }: Table, { pk, sk }: Item): Promise<Item | undefined> {
  return (await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
}
