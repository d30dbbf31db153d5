import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { CannotStart } from "./cannot-start.ts";

/** What is said until everything is there. */
export function starting(): Response {
  return new Response("Starting, try again in a second.", { status: 503, headers: { "Retry-After": "1" } });
}

/** Takes the port before anything else starts; until the pipeline is ready, requests are told to wait. */
export async function listen(port: number) {
  let answer: (request: Request) => Response | Promise<Response> = starting;
  const respond = getRequestListener((request) => answer(request));
  const server = createServer((request, response) => { void respond(request, response); });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new CannotStart(
      `Port ${port} is taken. Stop what listens there, or choose another: PORT=8788 npm start (PORT=0 takes any free one).`,
      { cause: error },
    );
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening without an address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (handler: typeof answer) => { answer = handler; },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => { resolve(); });
        server.closeIdleConnections();
        setTimeout(() => { server.closeAllConnections(); }, 500).unref();
      }),
  };
}
