import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe } from "vitest";
import { startDynamoDb } from "../../infra/local/engines/dynamodb.ts";
import { prepareTable } from "../../infra/local/table.ts";
import { tableDefinition } from "../../shared/adapters/dynamodb/table-definition.ts";
import { type Table, openTable } from "../../shared/adapters/dynamodb/table.ts";
import { memoryTable } from "../../shared/adapters/memory/memory-table.ts";

/** The table engine takes any; the SDK asks for some. */
const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

/**
 * Runs one engine for the tests of a file.
 *
 * @returns what makes an empty table, by the definition that AWS is given too
 */
export function tableEngine(): NewTable {
  let endpoint = "";
  let made = 0;
  beforeAll(async () => {
    process.env["AWS_REGION"] = account.region;
    process.env["AWS_ACCESS_KEY_ID"] = account.credentials.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = account.credentials.secretAccessKey;
    const folder = await mkdtemp(join(tmpdir(), "afterscore-table-"));
    const engine = await startDynamoDb({ folder });
    endpoint = engine.endpoint;
    return async () => {
      await engine.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    };
  });
  return async () => {
    made += 1;
    const name = `table-${made}`;
    await prepareTable(endpoint, name);
    return openTable(name, { ...account, endpoint });
  };
}

/** Makes an empty table. */
export type NewTable = () => Promise<Table>;

/** Runs the same tests over the table engine and over its twin in memory. */
export function overEachTable(suite: (newTable: NewTable) => void): void {
  describe("over the table engine", () => {
    suite(tableEngine());
  });
  describe("over its twin in memory", () => {
    suite(() => Promise.resolve(memoryTable({ definition: tableDefinition })));
  });
}

/** A table beside what its writes have cost so far, in write units, as the engine reckons them. */
export function metered(table: Table): { readonly table: Table; readonly units: () => number } {
  let units = 0;
  const send = async (command: { input: object }) => {
    const writes = ["PutCommand", "UpdateCommand", "DeleteCommand", "TransactWriteCommand"].includes(command.constructor.name);
    if (writes) Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const answer = await table.client.send(command as never);
    const consumed = (answer as { ConsumedCapacity?: unknown }).ConsumedCapacity;
    if (writes) for (const one of [consumed].flat()) units += (one as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0;
    return answer;
  };
  return { table: { name: table.name, client: { send } as unknown as Table["client"] }, units: () => units };
}

/** A table beside what its reads have cost so far, in read units as AWS reckons them, and in calls. */
export function readMetered(table: Table): { readonly table: Table; readonly units: () => number; readonly calls: () => number } {
  let [units, calls] = [0, 0];
  const send = async (command: { input: object }) => {
    const reads = ["GetCommand", "BatchGetCommand", "QueryCommand"].includes(command.constructor.name);
    if (reads) Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const answer = await table.client.send(command as never);
    if (!reads) return answer;
    calls += 1;
    for (const one of [(answer as { ConsumedCapacity?: unknown }).ConsumedCapacity].flat()) units += (one as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0;
    return answer;
  };
  return { table: { name: table.name, client: { send } as unknown as Table["client"] }, units: () => units, calls: () => calls };
}
