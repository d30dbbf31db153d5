import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A call to an AWS service, as it went over the wire. */
export type Call = { readonly operation: string; readonly asked: Json; readonly status: number; readonly told: Json };

/** Requests and answers, as far as they are looked into. */
type Json = {
  readonly QueueUrl?: string;
  readonly Messages?: readonly unknown[];
  readonly TransactItems?: readonly unknown[];
  readonly ConsumedCapacity?: Consumed | readonly Consumed[];
};
type Consumed = { readonly CapacityUnits?: number };

/** An address that passes calls on to an engine and counts them. */
export type Meter = { readonly endpoint: string; stop(): Promise<void> };

/** @param ask what is sent on in place of what was asked */
export async function startMeter(engine: string, count: (call: Call) => void, ask: (asked: Json) => Json = (asked) => asked): Promise<Meter> {
  const server = createServer((request, answer) => {
    void (async () => {
      const asked = JSON.parse(await text(request)) as Json;
      const { host: _, "content-length": __, connection: ___, ...headers } = request.headers;
      const response = await fetch(new URL(request.url ?? "/", engine), { method: "POST", headers: headers as Record<string, string>, body: JSON.stringify(ask(asked)) });
      const body = await response.text();
      count({ operation: operationOf(request), asked, status: response.status, told: JSON.parse(body === "" ? "{}" : body) as Json });
      answer.writeHead(response.status, { "Content-Type": response.headers.get("content-type") ?? "" }).end(body);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function operationOf({ headers }: IncomingMessage): string {
  return String(headers["x-amz-target"]).split(".").at(-1) ?? "";
}

const reads = ["GetItem", "Query", "BatchGetItem"];

/**
 * Read and write units of a call to DynamoDB. The engine says them of what succeeded. A condition that does
 * not hold costs what the write would have cost; everything we write conditionally is below 1 KB.
 */
export function unitsOf({ operation, asked, status, told }: Call): { readonly readUnits: number; readonly writeUnits: number } {
  const consumed = [told.ConsumedCapacity ?? []].flat();
  const said = consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  const failed = status === 200 ? 0 : operation === "TransactWriteItems" ? 2 * (asked.TransactItems ?? []).length : 1;
  return reads.includes(operation) ? { readUnits: said, writeUnits: 0 } : { readUnits: 0, writeUnits: said + failed };
}

/** Has DynamoDB say what a call consumed. */
export function tellingCapacity(asked: Json): Json & { ReturnConsumedCapacity: string } {
  return { ...asked, ReturnConsumedCapacity: "TOTAL" };
}
