import { createHash } from "node:crypto";
import { encodeApiDocuments } from "../../shared/adapters/files/api-documents-codec.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { areasOf } from "./areas.ts";
import { type OpenApi, documentOf } from "./document.ts";
import { style } from "./page/style.ts";
import { pageOf } from "./page/view.tsx";

/** The API as OpenAPI 3.1, with the names that a policy declares. */
export function openApiOf(policy: Policy): OpenApi {
  return documentOf(areasOf(policy), "1");
}

/** The text of the file from which `desk` tells about the API. The same policy gives the same text. */
export function sealedApiDocuments(policy: Policy): string {
  const document = openApiOf(policy);
  return encodeApiDocuments({ openapi: JSON.stringify(document), page: pageOf(document), pagePolicy });
}

/** Nothing is loaded, run, sent or framed; the one style is the page's own. */
const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
