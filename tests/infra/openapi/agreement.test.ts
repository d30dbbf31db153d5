/** What the document says of a body is what the product does with it: neither takes what the other refuses. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventBodySchema } from "../../../functions/desk/event-body.ts";
import { invitationBodySchema } from "../../../functions/desk/invitations.ts";
import { addressSchema, personSchema } from "../../../functions/forget/app.ts";
import { openApiOf } from "../../../infra/openapi/api-documents.ts";
import { readPolicySource } from "../../../infra/policy-source.ts";
import { accountFieldsSchema, responseBodySchema } from "../../../shared/domain/response.ts";
import { checked } from "../../../shared/http/mistakes.ts";
import { type Tree, accountFields, broken, placesOf, printed, treeOf, validBody } from "../../hostile/support/nasty.ts";
import { mistakesIn } from "../../support/json-schema.ts";

const { policy } = readPolicySource("policy.yaml");
const document = openApiOf(policy);
const now = Date.parse("2026-11-21T00:00:00Z");

/** What no JSON Schema can say, in the product's own words. */
const beyondSchemas = [/time zone/, /surrogate pair/, /character NUL/, /at most 320 bytes/, /in the future/, /within a year/];

const events: fc.Arbitrary<Tree> = fc
  .constantFrom<Record<string, unknown>>(
    { type: "acknowledge" }, { type: "assign", owner: "U0123ABCD" }, { type: "assign", owner: "mia@us.example" }, { type: "note", note: "x" }, { type: "contact", how: "telephone" },
    { type: "snooze", until: "2026-12-01T09:00:00+01:00" }, { type: "resolve", outcome: "churned", rootCause: "bug", note: "x" }, { type: "reopen" },
  )
  .map(treeOf);
const people: fc.Arbitrary<Tree> = fc.constantFrom({ id: "u_91" }, { email: "lin@acme.example" }, {}, { id: "u_91", email: "lin@acme.example" }).map(treeOf);
const eventPlaces = ["type", "owner", "note", "how", "until", "outcome", "rootCause"].map((name) => [name]);

const sends: fc.Arbitrary<Tree> = fc
  .constantFrom<Record<string, unknown>>({ survey: { id: "onboarding-30d" }, count: 120 }, { survey: { id: "a" }, count: 1_000_000, id: "send-7", sentAt: "2026-10-01T10:00:00+02:00" })
  .map(treeOf);

const bodies = [
  { name: "NewResponse", schema: responseBodySchema, valid: validBody.map(treeOf), places: placesOf(responseBodySchema) },
  { name: "AccountFields", schema: accountFieldsSchema, valid: accountFields.map(treeOf), places: placesOf(accountFieldsSchema) },
  { name: "CaseEvent", schema: eventBodySchema(policy, () => now), valid: events, places: eventPlaces },
  { name: "NewInvitations", schema: invitationBodySchema(() => now), valid: sends, places: [["survey"], ["survey", "id"], ["count"], ["sentAt"], ["id"]] },
  { name: "Person", schema: personSchema, valid: people, places: [["id"], ["email"]] },
  { name: "Address", schema: addressSchema, valid: people, places: [["id"], ["email"]] },
];

describe.each(bodies)("$name", ({ name, schema, valid, places }) => {
  it.each([["as it should be", valid.map(printed)], ["with something broken", broken(valid, places)]])("%s", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        let body: unknown;
        try {
          body = JSON.parse(text);
        } catch {
          return;
        }
        const done = checked(schema, body);
        // A member of this name is passed over by the product: it is nowhere, and so not wrong.
        const said = mistakesIn(document, document.components.schemas[name], body).filter((mistake) => !mistake.startsWith("/attributes/__proto__"));
        const refused = done.ok ? [] : done.errors.filter(({ detail }) => !beyondSchemas.some((beyond) => beyond.test(detail)));
        // Where a schema cannot tell, and there is nothing else, it takes more than the product.
        if (done.ok || refused.length > 0) expect([said.length > 0, text, said, refused]).toEqual([refused.length > 0, text, said, refused]);
      }),
      { numRuns: 600 },
    );
  });
});
