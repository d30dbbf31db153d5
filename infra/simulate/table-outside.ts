import { InternalServerError, ProvisionedThroughputExceededException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { Call, Outside } from "./processes.ts";

/** A table as one process sees it: every request may go wrong. */
export function tableOutside({ call }: Outside, table: Table, changed: () => void): Table {
  const send = (command: Parameters<Table["client"]["send"]>[0]): Promise<unknown> => call(requestOf(table, command, changed));
  // The SDK's own retry of a transaction brings its token again and is the same transaction.
  return { name: table.name, client: new Proxy(table.client, { get: (client, name): unknown => (name === "send" ? send : Reflect.get(client, name)) }) };
}

function requestOf(table: Table, command: Parameters<Table["client"]["send"]>[0], changed: () => void): Call<unknown> {
  const { what, isWrite } = described(command);
  const lost = () => { throw Object.assign(new Error("no answer came"), { name: "TimeoutError" }); };
  const failing = {
    error: () => { throw new InternalServerError({ message: "Internal server error", $metadata: {} }); },
    throttle: () => {
      // What a batch may do instead of failing: leave out everything.
      if (command instanceof BatchGetCommand) return { Responses: {}, UnprocessedKeys: command.input.RequestItems };
      throw new ProvisionedThroughputExceededException({ message: "too much at once", $metadata: {} });
    },
  };
  if (!isWrite) return { what, weight: 0.3, perform: () => table.client.send(command), failing };
  let written: Promise<unknown> | undefined;
  const perform = () => {
    if (written !== undefined && command instanceof TransactWriteCommand) return written;
    written = table.client.send(command);
    changed();
    return written;
  };
  return { what, weight: 1.5, perform, failing: { ...failing, "answer lost": lost, repeated: lost } };
}

/** What a request is about, the same in every run. */
function described(command: unknown): { readonly what: string; readonly isWrite: boolean } {
  if (command instanceof PutCommand) return { what: `put ${address(command.input.Item)}`, isWrite: true };
  if (command instanceof UpdateCommand) return { what: `update ${address(command.input.Key)}`, isWrite: true };
  if (command instanceof DeleteCommand) return { what: `delete ${address(command.input.Key)}`, isWrite: true };
  if (command instanceof TransactWriteCommand) {
    const keys = (command.input.TransactItems ?? []).map(({ Put, Update, Delete, ConditionCheck }) => address(Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key));
    return { what: `write ${keys.slice(0, 2).join(" and ")}${keys.length > 2 ? ` and ${keys.length - 2} more` : ""}`, isWrite: true };
  }
  if (command instanceof GetCommand) return { what: `get ${address(command.input.Key)}`, isWrite: false };
  if (command instanceof QueryCommand) {
    const { IndexName, ExpressionAttributeValues } = command.input;
    const values: Record<string, unknown> = { ...ExpressionAttributeValues };
    const [partition] = Object.values(values);
    return { what: `query ${IndexName ?? "table"} ${String(partition)}`, isWrite: false };
  }
  if (command instanceof BatchGetCommand) return { what: `get ${Object.values(command.input.RequestItems ?? {}).map(({ Keys = [] }) => address(Keys[0])).join()}…`, isWrite: false };
  throw new Error("a command that the simulation does not know");
}

function address(key: Record<string, unknown> | undefined): string {
  return `${String(key?.["pk"])}/${String(key?.["sk"])}`;
}
