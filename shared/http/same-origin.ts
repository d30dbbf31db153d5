import type { MiddlewareHandler } from "hono";

/**
 * Refuses (403) what another site makes a browser send: scripts and forms must come from this origin, or from
 * no page at all (the app itself, curl). The pages show what people wrote and click on their behalf, so no
 * foreign page may read or post here. Following a link to a page is fine: browsers send no Origin with it.
 */
export const sameOriginOnly: MiddlewareHandler = async (context, next) => {
  const changes = context.req.method !== "GET" && context.req.method !== "HEAD";
  const origin = context.req.header("origin");
  const foreign = origin !== undefined && origin !== new URL(context.req.url).origin;
  const crossSite = context.req.header("sec-fetch-site") === "cross-site";
  if (foreign || (changes && crossSite)) return context.text("Only pages of this server may do that", 403);
  await next();
  return undefined;
};
