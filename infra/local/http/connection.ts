import type { ServerResponse } from "node:http";
import type { Context } from "hono";

/** What `@hono/node-server` tells a handler about the connection; absent when an app is called in process. */
export type NodeBindings = { readonly outgoing?: ServerResponse };

/**
 * Cuts the connection without an answer, as a crashed proxy would. The returned answer reaches nobody,
 * except in process, where there is no connection to cut.
 */
export const dropConnection = (context: Context<{ Bindings: NodeBindings }>): Response => {
  context.env.outgoing?.destroy();
  return new Response(null, { status: 502 });
};

/** Answers only once the caller has given up. */
export const stayListening = async (context: Context): Promise<Response> => {
  await new Promise<void>((resolve) => {
    context.req.raw.signal.addEventListener("abort", () => { resolve(); }, { once: true });
  });
  return new Response(null, { status: 502 });
};
