import type { Env, Hono } from "hono";
import { handle } from "hono/aws-lambda";

/**
 * A Lambda handler that answers with an application.
 *
 * API Gateway hands paths over decoded, and the adapter would read what was `%23` in an id as the beginning
 * of a fragment: the id would be cut short and be somebody else's. So the path is encoded again, but for its
 * slashes. An id with a slash or a question mark in it has no address there; API Gateway does not tell them
 * from its own.
 *
 * What comes as the body of a `GET` means nothing and is not read; the adapter would refuse the request in
 * words that are not ours.
 */
export function httpHandler<E extends Env>(app: Hono<E>) {
  const answer = handle(app);
  type Given = Parameters<typeof answer>;
  return (event: Extract<Given[0], { rawPath: string }>, context?: Given[1]) => {
    const rawPath = event.rawPath.split("/").map(encodeURIComponent).join("/");
    const { method } = event.requestContext.http;
    return answer({ ...event, rawPath, ...(method === "GET" || method === "HEAD" ? { body: null } : {}) }, context);
  };
}

