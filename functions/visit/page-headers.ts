import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { style } from "./page.ts";

const policyHeader = "Content-Security-Policy";
const styleHash = createHash("sha256").update(style).digest("base64");

const headers: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex, nofollow",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

/** What every page says of itself: nothing is loaded, framed, sent anywhere, indexed or kept; the link itself is not passed on. */
export function pageHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (!c.res.headers.has(policyHeader)) c.header(policyHeader, contentPolicy("'none'"));
  };
}

/** Lets the form of a page be sent, to the page itself and to nobody else. */
export function letFormPost(c: Context): void {
  c.header(policyHeader, contentPolicy("'self'"));
}

function contentPolicy(formAction: "'none'" | "'self'"): string {
  return `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`;
}
