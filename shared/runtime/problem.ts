import { type Context, type ErrorHandler, type MiddlewareHandler, type NotFoundHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { randomUUID } from "node:crypto";

/** One thing wrong with what was sent; `pointer` is a JSON Pointer, "" for the whole body. */
export type Mistake = { readonly pointer: string; readonly detail: string };

/** An answer that says what went wrong and what to change (RFC 9457). */
export type Problem = {
  readonly status: ContentfulStatusCode;
  /** The last part of the type's address. */
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly Mistake[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** The problem with what was sent; `errors` names each place. */
export function invalid(errors: readonly Mistake[]): Problem {
  const detail = "Some of what was sent is not as it must be; `errors` names each place.";
  return { status: 422, type: "invalid", title: "Not valid", detail, errors };
}

const typeBase = "https://afterscore.dev/problems/";

/** A problem as the body that is sent. */
export function problemBody({ status, type, title, detail, errors }: Problem) {
  return { type: `${typeBase}${type}`, title, status, detail, ...(errors === undefined ? {} : { errors }) };
}

/** Answers with a problem. */
export function problem(c: Context, what: Problem): Response {
  return c.body(JSON.stringify(problemBody(what)), what.status, {
    ...what.headers,
    "Content-Type": "application/problem+json",
  });
}

/** Gives every answer an `X-Request-Id`. */
export function requestId(): MiddlewareHandler {
  return async (c, next) => {
    c.header("X-Request-Id", `req_${randomUUID()}`);
    await next();
  };
}

/** The answer to a path nobody serves. */
export const notFound: NotFoundHandler = (c) =>
  problem(c, { status: 404, type: "not-found", title: "Not found", detail: `There is nothing at ${c.req.path}.` });

/** The problem that is ours: something outside did not answer. */
export const notAvailable: Problem = {
  status: 503,
  type: "unavailable",
  title: "Not available just now",
  detail: "Send the same again in a moment. What has an id, or came with an Idempotency-Key, will not count twice.",
  headers: { "Retry-After": "2" },
};

/**
 * The answer when something outside did not answer us: nothing was counted, so the sender may repeat it.
 *
 * @param report is told of the error, once
 */
export function unavailable(report: (error: unknown, requestId: string | undefined) => void): ErrorHandler {
  return (error, c) => {
    report(error, c.res.headers.get("X-Request-Id") ?? undefined);
    return problem(c, notAvailable);
  };
}
