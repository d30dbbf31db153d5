import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";
import { isLoopbackHost } from "./loopback-host.ts";

/**
 * An address for an engine that answers whoever asks: requests are passed on only when their `Host`
 * is a loopback name (see {@link isLoopbackHost}), so that the address can be told to everybody.
 *
 * @param target the engine's own address, which is told to nobody
 */
export async function startLoopbackProxy(target: string): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const server = createServer((asked, answer) => {
    if (isLoopbackHost(asked.headers.host)) {
      passOn(target, asked, answer);
      return;
    }
    answer.writeHead(403, { "Content-Type": "text/plain" }).end("This address answers to 127.0.0.1 and localhost only.");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening without an address");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function passOn(target: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, headers, url = "/" } = asked;
  const onward = request(new URL(url, target), { method, headers }, (told) => {
    answer.writeHead(told.statusCode ?? 502, told.headers);
    told.pipe(answer);
  });
  onward.on("error", () => { answer.destroy(); });
  answer.on("close", () => { onward.destroy(); });
  asked.pipe(onward);
}
