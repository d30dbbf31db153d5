import { Hono } from "hono";
import { notFound, requestId } from "../../shared/runtime/problem.ts";
import { routes } from "../topology.ts";
import { isLoopbackHost } from "./http/loopback-host.ts";
import type { HttpApp, HttpFunctions } from "./functions.ts";

/** Adds a page or a double that only a laptop has to the front door. */
export type AddLocal = (front: Hono) => void;

/**
 * The one address of a laptop's Afterscore: the functions where AWS would have them, and what only a
 * laptop has beside them. Only a loopback name is answered, or a page elsewhere could reach in by
 * giving its own name this address.
 */
export function frontDoor(functions: HttpFunctions, local: readonly AddLocal[]): Hono {
  const front = new Hono();
  front.use(async (c, next) => {
    if (isLoopbackHost(c.req.header("Host"))) {
      await next();
      return undefined;
    }
    return c.text("This address answers to 127.0.0.1 and localhost only.", 403);
  });
  const apps = new Map<string, HttpApp>(Object.entries(functions));
  for (const { path, to } of routes) {
    const app = apps.get(to);
    if (app === undefined) throw new Error(`${path} leads to ${to}, which answers no requests`);
    front.all(path, (c) => app.fetch(c.req.raw));
  }
  for (const add of local) add(front);
  front.use(requestId());
  front.notFound(notFound);
  return front;
}
