import type { Hono } from "hono";
import type { ApiDocuments } from "../../shared/domain/api-documents.ts";
import type { Caller } from "../../shared/http/api-key.ts";

/** What telling about the API needs of the world. */
export type TellingOfItself = { readonly documents: () => ApiDocuments };

/** `GET /openapi.json` and `GET /docs`, for anybody: what is in them is no secret. */
export function addDocuments(app: Hono<Caller>, { documents }: TellingOfItself): void {
  app.get("/openapi.json", (c) => c.body(documents().openapi, 200, { "Content-Type": "application/json", "Cache-Control": "no-cache" }));

  app.get("/docs", (c) => {
    const { page, pagePolicy } = documents();
    return c.body(page, 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-cache",
      "Content-Security-Policy": pagePolicy,
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    });
  });
}
