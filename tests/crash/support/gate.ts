import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Point, callerHeader, isPoll, joint } from "./protocol.ts";

/** An address that passes calls on to an engine, and tells of each before it goes on and after it was carried out. */
export type Gate = { readonly url: string; stop(): Promise<void> };

/** @param at is waited for; true when the caller is gone, to whom nothing is then passed on */
export async function openGate(engine: string, at: (point: Point) => Promise<boolean>): Promise<Gate> {
  const server = createServer((request, answer) => {
    void (async () => {
      const body = await buffer(request);
      const call = nameOf(request);
      if (await at(`before ${call}`)) return;
      const { host: _, connection: __, "content-length": ___, [callerHeader]: ____, ...headers } = request.headers;
      const method = request.method ?? "";
      const response = await fetch(new URL(request.url ?? "/", engine), {
        method,
        headers: headers as Record<string, string>,
        ...(method === "GET" ? {} : { body }),
      });
      const told = Buffer.from(await response.arrayBuffer());
      if (!isEmptyPoll(call, told) && (await at(`after ${call}`))) return;
      const { "transfer-encoding": _____, connection: ______, ...given } = Object.fromEntries(response.headers);
      answer.writeHead(response.status, { ...given, "content-length": told.length }).end(told);
    })().catch(() => answer.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function nameOf({ headers, method = "", url = "" }: IncomingMessage): string {
  const [path = ""] = url.split("?");
  const target = headers["x-amz-target"];
  const operation = typeof target === "string" ? (target.split(".").at(-1) ?? "") : `${method} ${path.split("/").at(-1) ?? ""}`;
  return [decodeURIComponent(String(headers[callerHeader])), operation].join(joint);
}

/** A poll that brought nothing changed nothing: an end after it is an end before the next. */
function isEmptyPoll(call: string, told: Buffer): boolean {
  if (!isPoll(call)) return false;
  const { Messages = [], Records = [] } = JSON.parse(told.toString()) as { Messages?: unknown[]; Records?: unknown[] };
  return Messages.length + Records.length === 0;
}
