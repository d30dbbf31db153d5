import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { DeskEnv } from "./desk-env.ts";
import { style } from "./style.ts";

const version = createHash("sha256").update(style).digest("base64url").slice(0, 12);

/** Where the style is; its address changes with it, so that a browser may keep it. */
export const styleHref = `/desk/style/${version}.css`;

/** `GET /desk/style/….css`, for anybody: it says nothing of anybody. */
export function addStyle(app: Hono<DeskEnv>): void {
  app.get("/style/:file", (c, next) =>
    c.req.path === styleHref ? Promise.resolve(c.body(style, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable" })) : next(),
  );
}
