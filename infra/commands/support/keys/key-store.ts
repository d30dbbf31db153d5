import { dynamoApiKeys } from "../../../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../../../shared/adapters/dynamodb/table.ts";
import type { ApiKeys } from "../../../../shared/ports.ts";
import { type Environment, findDeployment } from "../deployment.ts";

/** The keys that a command works on, and where they are, in words. */
export type KeyStore = { readonly keys: ApiKeys; readonly place: string };

/**
 * Opens the keys of the Afterscore that a command is about.
 *
 * @throws CommandError when there is none
 */
export async function openKeyStore(env: Environment): Promise<KeyStore> {
  const { table, dynamoDb, place } = await findDeployment(env);
  return { keys: dynamoApiKeys(openTable(table, dynamoDb)), place };
}
