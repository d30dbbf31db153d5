/** Addresses that can be read; what cannot is refused before anything is looked up by it. */
import type { MiddlewareHandler } from "hono";
import { type Problem, problem } from "../runtime/problem.ts";

/** Refuses a path or a query that is not percent-encoded UTF-8, or that holds a NUL. */
export function readableAddress(): MiddlewareHandler {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const wrong = mistakeIn(pathname) ?? mistakeIn(search);
    if (wrong !== undefined) return problem(c, unreadable(wrong));
    await next();
    return undefined;
  };
}

function mistakeIn(text: string): string | undefined {
  // Almost every address has nothing in it that needs decoding.
  if (!text.includes("%")) return undefined;
  try {
    return decodeURIComponent(text).includes("\0") ? "it holds the character NUL (%00), which nothing here has in its name" : undefined;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return "it is not percent-encoded UTF-8: a % must be followed by two hexadecimal digits (a percent sign itself is %25, é is %C3%A9)";
  }
}

function unreadable(detail: string): Problem {
  return { status: 400, type: "malformed-address", title: "Malformed address", detail: `The address cannot be read: ${detail}.` };
}
