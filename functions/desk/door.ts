import { type Context, Hono } from "hono";

/** An application behind the door. */
type App = { fetch(request: Request): Response | Promise<Response> };

/** The function's two applications behind one door: the pages people look at, below `/desk`, and the API. */
export function deskDoor({ pages, api }: { readonly pages: App; readonly api: App }): Hono {
  const door = new Hono();
  const toPages = (c: Context) => pages.fetch(c.req.raw);
  door.all("/desk", toPages);
  door.all("/desk/*", toPages);
  door.all("*", (c) => api.fetch(c.req.raw));
  return door;
}
