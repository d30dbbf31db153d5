import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { batchGet, get, query, scan } from "./table/reads.ts";
import { type Meeting, oneOf } from "./table/request.ts";
import { type TableDefinition, emptyStore } from "./table/store.ts";
import { type MemoryStream, streamOf } from "./table/stream.ts";
import { UnknownToMemory } from "./table/values.ts";
import { put, remove, transact, update } from "./table/writes.ts";

export type { MemoryStream } from "./table/stream.ts";

/** What one request has cost, by AWS's rules, whether it was granted or not. */
export type Units = { readonly command: string; readonly read: number; readonly write: number };

/** How a table in memory is made. */
export type MemoryTableOptions = {
  readonly definition: TableDefinition;
  readonly name?: string;
  /** When its stream says that something happened. */
  readonly now?: () => Date;
  readonly shards?: number;
  readonly onUnits?: (units: Units) => void;
};

/** A table in memory: what every adapter over the table takes, and its stream. */
export type MemoryTable = { readonly name: string; readonly client: DynamoDBDocumentClient; readonly stream: MemoryStream };

/**
 * The table's twin in memory. Its client answers the requests and expressions that this product uses as
 * DynamoDB would, and throws `UnknownToMemory` at any other. A request is carried out at once, in the
 * call itself: transactions never collide, and reads are never old.
 *
 * @example
 * const table = memoryTable({ definition: tableDefinition });
 * await dynamoResponses(table).insert(response);
 * const [shard] = table.stream.shards;
 */
export function memoryTable({ definition, name = "memory", now = () => new Date(), shards = 4, onUnits }: MemoryTableOptions): MemoryTable {
  const store = emptyStore(definition);
  const { stream, changed } = streamOf(shards, now);
  const carryOut = (command: Command): object => {
    const units = { read: 0, write: 0 };
    const meeting: Meeting = {
      name,
      store,
      changed,
      charge: ({ read = 0, write = 0 }) => {
        units.read += read;
        units.write += write;
      },
    };
    try {
      const output = answer(meeting, command);
      const asked = oneOf(command.input.ReturnConsumedCapacity, ["NONE", "TOTAL"]) === "TOTAL";
      const consumed = { TableName: name, CapacityUnits: units.read + units.write };
      const many = command instanceof TransactWriteCommand || command instanceof BatchGetCommand;
      return { $metadata: {}, ...output, ...(asked ? { ConsumedCapacity: many ? [consumed] : consumed } : {}) };
    } finally {
      onUnits?.({ command: command.constructor.name, ...units });
    }
  };
  // A true document client, because the SDK's paginators take no other; nothing of it is used but its type.
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "memory" }));
  const send = (command: Command): Promise<object> =>
    new Promise((resolve) => {
      resolve(carryOut(command));
    });
  return { name, client: Object.assign(client, { send }), stream };
}

type Command =
  | PutCommand
  | UpdateCommand
  | DeleteCommand
  | GetCommand
  | BatchGetCommand
  | QueryCommand
  | ScanCommand
  | TransactWriteCommand;

function answer(meeting: Meeting, command: Command): object {
  const { name } = command.constructor;
  if (command instanceof PutCommand) return put(meeting, command.input);
  if (command instanceof UpdateCommand) return update(meeting, command.input);
  if (command instanceof DeleteCommand) return remove(meeting, command.input);
  if (command instanceof GetCommand) return get(meeting, command.input);
  if (command instanceof BatchGetCommand) return batchGet(meeting, command.input);
  if (command instanceof QueryCommand) return query(meeting, command.input);
  if (command instanceof ScanCommand) return scan(meeting, command.input);
  if (command instanceof TransactWriteCommand) return transact(meeting, command.input);
  throw new UnknownToMemory(`the command ${name}`);
}
