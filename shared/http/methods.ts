/** What is said to a request that no route takes: that nothing is there, or by which methods it can be asked. */
import type { Env, Hono, NotFoundHandler } from "hono";
import { notFound, problem } from "../runtime/problem.ts";

/**
 * The answer of an application to what none of its routes takes. The routes themselves say which methods there
 * are, so there is no second list to keep.
 */
export function noRoute<E extends Env>(app: Hono<E>): NotFoundHandler<E> {
  return (c) => {
    const methods = app.routes.flatMap(({ method, path }) => (method !== "ALL" && leadsTo(path, c.req.path) ? [method] : []));
    if (methods.length === 0) return notFound(c);
    const allowed = [...new Set(methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])))].sort();
    const detail = `${c.req.path} takes ${allowed.join(", ")}, and not ${c.req.method}.`;
    return problem(c, { status: 405, type: "method-not-allowed", title: "Method not allowed", detail, headers: { Allow: allowed.join(", ") } });
  };
}

/** Whether a route's path, with its `:names`, is this one. */
function leadsTo(route: string, path: string): boolean {
  const [wanted, given] = [route.split("/"), path.split("/")];
  return wanted.length === given.length && wanted.every((part, at) => (part.startsWith(":") ? given[at] !== "" : part === given[at]));
}
