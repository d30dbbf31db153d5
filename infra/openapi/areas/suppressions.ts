import * as z from "zod";
import { addressSchema } from "../../../functions/forget/app.ts";
import type { AddressStanding } from "../../../functions/forget/suppressions.ts";
import { type Area, type Operation, answering } from "../area.ts";
import { moment } from "./answered.ts";

const shown = answering<AddressStanding>()(
  z.union([
    z.strictObject({ suppressed: z.literal(false) }),
    z.strictObject({ suppressed: z.literal(true), reason: z.enum(["unsubscribed", "bounced", "complained", "suppressed"]), since: moment }),
    z.strictObject({ suppressed: z.literal(true), reason: z.literal("suppressed"), domain: z.string() }),
  ]),
);

const person = { email: "jo@globex.example" };

function operation(act: "add" | "remove" | "show", more: Pick<Operation, "id" | "summary" | "scope" | "examples"> & { readonly description?: string }): Operation {
  return {
    method: "post",
    path: `/v1/suppressions/${act}`,
    ...more,
    body: { as: { "application/json": "Address" }, limitKiB: 4 },
    answers: { 200: { description: "How the address now stands.", schema: "AddressStanding" } },
  };
}

/** `POST /v1/suppressions/add`, `…/show`, `…/remove`. */
export const suppressions: Area = {
  name: "Suppressions",
  description: "Who is not written to. Addresses stand in the body, because they do not belong in URLs.",
  requests: { Address: { schema: addressSchema, words: { "": "An address.", email: "The address; case does not matter." } } },
  answers: {
    AddressStanding: {
      schema: shown,
      words: { "": "Whether an address is written to.", suppressed: "Whether nobody writes to it.", reason: "Why; of several reasons the first of these is named.", since: "Since when.", domain: "The domain of the policy's list that it belongs to." },
    },
  },
  operations: [
    operation("add", { id: "suppress", summary: "Have nobody write to an address", scope: "write", examples: { somebody: { summary: "Somebody asked for it on the telephone", body: person, answer: { suppressed: true, reason: "suppressed", since: "2026-11-21T01:30:00.000Z" } } } }),
    operation("show", { id: "showSuppression", summary: "Ask whether an address is written to", scope: "read", examples: { somebody: { summary: "One that is not", body: person, answer: { suppressed: true, reason: "suppressed", since: "2026-11-21T01:30:00.000Z" } } } }),
    operation("remove", { id: "unsuppress", summary: "Have an address written to again", description: "Whatever the reason was. One whose domain is on the policy's list stays on it.", scope: "write", examples: { somebody: { summary: "They have changed their mind", body: person, answer: { suppressed: false } } } }),
  ],
};
