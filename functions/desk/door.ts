import { type Env, Hono } from "hono";
import { noRoute } from "../../shared/http/methods.ts";

/**
 * The function's two applications behind one door: the pages people look at, at `/desk` and below it, and the API.
 * The pages come first and answer whatever is theirs, so that what the API does before its routes is not done for them.
 */
export function deskDoor<Pages extends Env, Api extends Env>({ pages, api }: { readonly pages: Hono<Pages>; readonly api: Hono<Api> }): Hono {
  const door = new Hono();
  door.route("/desk", pages);
  door.route("/", api);
  door.notFound(noRoute(door));
  return door;
}
