import { dynamoApiKeys } from "../../../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../../../shared/adapters/dynamodb/table.ts";
import { variables } from "../../../../shared/environment.ts";
import type { ApiKeys } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { findLaptop, homeFolder } from "../laptop.ts";

/** The keys that a command works on, and where they are, in words. */
export type KeyStore = { readonly keys: ApiKeys; readonly place: string };

/**
 * Opens the keys of the Afterscore that runs on this machine; where none does, those of the table
 * named by `TABLE_NAME`, with the SDK's own configuration.
 *
 * @throws CommandError when there is neither
 */
export async function openKeyStore(env: Readonly<Record<string, string | undefined>>): Promise<KeyStore> {
  const home = homeFolder(env);
  const laptop = await findLaptop(home);
  if (laptop !== undefined) {
    const { endpoint, table } = laptop.dynamodb;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    return { keys: dynamoApiKeys(openTable(table, { endpoint, region: "us-east-1", credentials })), place: laptop.url };
  }
  const table = env[variables.table];
  if (table !== undefined && table !== "") return { keys: dynamoApiKeys(openTable(table)), place: `the table ${table}` };
  throw new CommandError(
    `No Afterscore is running on this machine (there is no local.json in ${home}): start it with npm start, or name the table of a deployed one in ${variables.table}.`,
  );
}
