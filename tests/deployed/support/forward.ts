import { type IncomingHttpHeaders, type IncomingMessage, type RequestListener, createServer, request } from "node:http";
import { once } from "node:events";

/** A request whose body has been read. */
export type Incoming = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };
/** An answer whose body has been read. */
export type Outgoing = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** A server of this process on 127.0.0.1. */
export type Front = { readonly url: string; readonly stop: () => Promise<void> };

/** @param answer undefined leaves the caller without an answer: its connection breaks */
export async function startFront(answer: (incoming: Incoming) => Promise<Outgoing | undefined>): Promise<Front> {
  const handle: RequestListener = (incoming, outgoing) => {
    void (async () => {
      const body = await bodyOf(incoming);
      const answered = await answer({ method: incoming.method ?? "GET", path: incoming.url ?? "/", headers: incoming.headers, body });
      if (answered === undefined) return incoming.socket.destroy();
      return outgoing.writeHead(answered.status, answered.headers).end(answered.body);
    })().catch((error: unknown) => { outgoing.writeHead(502).end(String(error)); });
  };
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${address.port}`, stop };
}

/** Sends a request on to another server, as it is. */
export async function forward(endpoint: string, { method, path, headers, body }: Incoming): Promise<Outgoing> {
  const { hostname, port } = new URL(endpoint);
  const sent = request({ hostname, port, method, path, headers }).end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) };
}

async function bodyOf(message: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
