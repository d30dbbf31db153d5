import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The one table, and the client that speaks to it. */
export type Table = { readonly name: string; readonly client: DynamoDBDocumentClient };

/**
 * Opens the table. Undefined members are left out rather than refused, because optional fields are
 * how this product writes "not said".
 */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const plain = new DynamoDBClient(config);
  // It copies every request and answer for a log that is not written, which is a tenth of a call's work.
  plain.middlewareStack.remove("loggerMiddleware");
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  return { name, client };
}

/** Spreads what would be one hot index partition over this many. */
export const indexLanes = 8;

/** The lane of an id: stable, evenly spread. */
export function laneOf(id: string, lanes: number = indexLanes): number {
  let hash = 2166136261;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 16777619);
  return (hash >>> 0) % lanes;
}
