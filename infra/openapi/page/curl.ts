import type { Json } from "../../../shared/domain/canonical-json.ts";
import { type Exchange, textOf } from "../exchanges.ts";
import { printed } from "./printed.ts";

/**
 * An exchange as a command for a shell in which `AFTERSCORE_URL` and `AFTERSCORE_KEY` are set. Whatever comes from an
 * example stands in quotes that nothing is read in, but for addresses in which there is nothing to read.
 */
export function curlOf({ operation, method, address, headers, body }: Exchange): string {
  return [
    `curl${method === "GET" || (method === "POST" && body !== undefined) ? "" : ` -X ${method}`} ${addressed(address)}`,
    ...(operation.security.length === 0 ? [] : [`-H "Authorization: Bearer $AFTERSCORE_KEY"`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(sent(body))}`]),
  ].join(" \\\n  ");
}

/** What is no text is sent as JSON. */
function sent(body: Json): string {
  return typeof body === "string" ? textOf(body) : printed(body);
}

function addressed(address: string): string {
  return /^[\w/.?=&%:+-]*$/.test(address) ? `"$AFTERSCORE_URL${address}"` : `"$AFTERSCORE_URL"${quoted(address)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
