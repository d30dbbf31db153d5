import * as z from "zod";
import { personSchema } from "../../../functions/forget/app.ts";
import type { Area } from "../area.ts";
import { moment } from "./answered.ts";

const exported = z.strictObject({
  respondent: z.strictObject({ ids: z.array(z.string()), emails: z.array(z.string()) }),
  responses: z.array(z.looseObject({ id: z.string() })),
  cases: z.array(z.looseObject({ id: z.string() })),
  suppressions: z.array(z.strictObject({ email: z.string(), reason: z.string(), since: moment })),
});

/** `POST /v1/respondents/export`, `…/erase`. */
export const people: Area = {
  name: "People",
  description: "What is held about a person, and taking them out of everything. Addresses stand in the body, because they do not belong in URLs.",
  requests: { Person: { schema: personSchema, words: { "": "A person by one of their names: an id or an address, and not both.", id: "Your own id of the respondent.", email: "Their address; case does not matter." } } },
  answers: {
    Export: {
      schema: exported,
      words: {
        "": "Everything that is held about a person.",
        respondent: "How they are known.",
        "respondent.ids": "Your ids of them.",
        "respondent.emails": "Their addresses.",
        responses: "Each response as it is kept, with its effects; fields may be added.",
        "responses[].id": "Afterscore's id of the response.",
        cases: "Each case about them as it is kept; fields may be added.",
        "cases[].id": "The case's id.",
        suppressions: "Which of their addresses are not written to, why and since when.",
        "suppressions[].email": "The address.",
        "suppressions[].reason": "Why.",
        "suppressions[].since": "Since when.",
      },
    },
    Erased: { schema: z.strictObject({ erased: z.literal(true) }), words: { "": "The person is erased.", erased: "Always true; the same for somebody who was never there." } },
  },
  operations: [
    {
      method: "post",
      path: "/v1/respondents/export",
      id: "exportPerson",
      summary: "Export what is held about a person",
      scope: "read",
      body: { as: { "application/json": "Person" }, limitKiB: 4 },
      answers: { 200: { description: "Everything that is held about them; empty lists for somebody who is not known.", schema: "Export" } },
      examples: { unknown: { summary: "Somebody who never answered", body: { email: "nobody@globex.example" }, answer: { respondent: { ids: [], emails: ["nobody@globex.example"] }, responses: [], cases: [], suppressions: [] } }, known: { summary: "Somebody who answered", body: { id: "u_91" } } },
    },
    {
      method: "post",
      path: "/v1/respondents/erase",
      id: "erasePerson",
      summary: "Erase a person",
      description: "Takes them out of responses, cases, the directory and what stands in Slack. Scores stay as they are. What was written in the last 24 hours stays in the table's stream until it is a day old. It takes some seconds, and the same again changes nothing.",
      scope: "write",
      body: { as: { "application/json": "Person" }, limitKiB: 4 },
      answers: { 200: { description: "They are erased.", schema: "Erased" } },
      examples: { byId: { summary: "By your id", body: { id: "u_92" }, answer: { erased: true } }, byAddress: { summary: "By their address", body: { email: "jo@globex.example" } } },
    },
  ],
};
