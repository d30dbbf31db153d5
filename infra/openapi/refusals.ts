/** What any operation may refuse, said once for all of them. */
import * as z from "zod";
import { type Problem, type problemBody } from "../../shared/runtime/problem.ts";
import { type Operation, type Worded, answering } from "./area.ts";

/** The body of every error, RFC 9457. */
export const problemSchema = answering<ReturnType<typeof problemBody> & Pick<Problem, "detail">>()(
  z.strictObject({
    type: z.string().meta({ format: "uri" }),
    title: z.string(),
    status: z.number().int().min(400).max(599),
    detail: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  }),
);

/** With what its fields mean. */
export const problemWorded: Worded = {
  schema: problemSchema,
  words: {
    "": "What went wrong and what to change (RFC 9457).",
    type: "Which problem it is, for programs: the last part of the address never changes.",
    title: "Which problem it is, for people.",
    status: "The answer's own status.",
    detail: "What it is this time, and what is allowed.",
    errors: "Each place that is wrong; always there when the type ends in `/invalid`.",
    "errors[].pointer": "The place as a JSON Pointer (RFC 6901); empty for the whole body. Of a query, `/name`.",
    "errors[].detail": "What is wrong there, in words that say what is allowed.",
  },
};

/** A refusal that operations share: its name in the document, what it means, and the headers that come with it. */
export type Refusal = { readonly name: string; readonly description: string; readonly headers?: Readonly<Record<string, string>> };

/** The shared refusals by status. */
export const refusals: Readonly<Record<number, Refusal>> = {
  400: { name: "Malformed", description: "The address is not percent-encoded UTF-8, or the body is not JSON in UTF-8." },
  401: { name: "NoKey", description: "No key, or none that is valid.", headers: { "WWW-Authenticate": "`Bearer`" } },
  403: { name: "NotAllowed", description: "The key lacks the scope." },
  404: { name: "NotFound", description: "There is nothing at this address." },
  413: { name: "TooLarge", description: "The body is larger than this operation takes." },
  415: { name: "OtherMediaType", description: "Another media type, charset or encoding than this operation takes." },
  422: { name: "Invalid", description: "Something that was sent is not as it must be; `errors` names each place. Or a problem of the Idempotency-Key: `type` ends in `/invalid-idempotency-key`, or in `/idempotency-mismatch` when the key came before with other content." },
  429: { name: "TooManyRequests", description: "More requests a second than the key may make. Wait for `Retry-After` and send the same again.", headers: { "Retry-After": "Seconds to wait." } },
  503: { name: "Unavailable", description: "The store is away. Nothing was counted: wait for `Retry-After` and send the same again.", headers: { "Retry-After": "Seconds to wait." } },
};

/** Which of them an operation may give. */
export function refusedBy({ scope, body, query, inPath }: Operation): readonly number[] {
  return [
    400,
    ...(scope === undefined ? [] : [401, 403, 429]),
    ...(inPath === undefined ? [] : [404]),
    ...(body === undefined ? [] : [413, 415]),
    ...(body === undefined && query === undefined ? [] : [422]),
    503,
  ].sort((a, b) => a - b);
}
