import { caseQuerySchema } from "../../../functions/desk/app.ts";
import { eventBodySchema } from "../../../functions/desk/event-body.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Area } from "../area.ts";
import { pageOf, pageWords, pagingWords } from "./answered.ts";
import { caseShown, caseWords } from "./case-answers.ts";
import { acknowledged, caseId, open, tooLate } from "./case-examples.ts";

const inPath = { id: "The case's id, `case_…`." };

/** `GET /v1/cases`, `/v1/cases/{id}` and `POST /v1/cases/{id}/events`. */
export function cases(policy: Pick<Policy, "rootCauses">): Area {
  const [rootCause = ""] = policy.rootCauses;
  return {
    name: "Cases",
    description: "The record of closing the loop with a person, from opening to resolution. A detractor, or anybody who asks to be contacted, opens one; the person's next answers join it.",
    requests: {
      CaseEvent: {
        schema: eventBodySchema(policy, () => 0),
        words: {
          "": "What somebody does with a case.",
          type: "What it is.",
          owner: "A Slack id, such as `U0123ABCD`, or an address.",
          note: "What to remember.",
          how: "In which way, such as `telephone`.",
          until: "When it is to come back; in the future, and within a year.",
          outcome: "How it ended.",
          rootCause: "Why it came to it; one of the policy's `rootCauses`.",
        },
      },
    },
    answers: { Case: { schema: caseShown, words: caseWords }, CasePage: { schema: pageOf(caseShown), words: { "": "A page of cases.", ...pageWords } } },
    operations: [
      {
        method: "get",
        path: "/v1/cases/{id}",
        id: "getCase",
        summary: "Read a case",
        scope: "read",
        inPath,
        answers: { 200: { description: "The case; what we wrote to the customer stands as `message` in its timeline.", schema: "Case" } },
        examples: { open: { summary: "One that a detractor has opened", with: { id: caseId }, answer: open } },
      },
      {
        method: "get",
        path: "/v1/cases",
        id: "listCases",
        summary: "List cases",
        scope: "read",
        query: { schema: caseQuerySchema, words: { ...pagingWords, state: "Where it stands.", owner: "A Slack id or an address.", account: "Your id of the account.", severity: "How urgent it is." } },
        answers: { 200: { description: "A page of cases.", schema: "CasePage" } },
        examples: { ofOwner: { summary: "The open ones of an owner", with: { state: "open", owner: "mia@us.example" }, answer: { items: [open] } } },
      },
      {
        method: "post",
        path: "/v1/cases/{id}/events",
        id: "workCase",
        summary: "Work a case",
        description: "The rules of the buttons in Slack, and told there. What the case does not allow now is 409 and changes nothing.",
        scope: "write",
        inPath,
        idempotencyKey: "A word of yours for this event: a repeat under it is known again, and answered with the case as it now is.",
        body: { as: { "application/json": "CaseEvent" }, limitKiB: 64 },
        answers: { 200: { description: "The case as it now is.", schema: "Case", replays: true } },
        refusals: { 409: "The case does not allow this now; `detail` says what it does. Nothing was changed." },
        examples: {
          acknowledge: { summary: "Somebody is on it", with: { id: caseId, "Idempotency-Key": "crm-task-77" }, body: { type: "acknowledge" }, answer: acknowledged },
          assign: { summary: "It is somebody else's", with: { id: caseId }, body: { type: "assign", owner: "mia@us.example" } },
          note: { summary: "Something to remember", with: { id: caseId }, body: { type: "note", note: "Export job fails on the 1st of the month." } },
          contact: { summary: "The customer was reached", with: { id: caseId }, body: { type: "contact", how: "telephone" } },
          snooze: { summary: "Not before next week", with: { id: caseId }, body: { type: "snooze", until: "2026-12-01T09:00:00+01:00" } },
          resolve: { summary: "It is done", with: { id: caseId }, body: { type: "resolve", outcome: "recovered", rootCause, note: "Fixed in 4.2." } },
          reopen: { summary: "It is not done after all", with: { id: caseId }, body: { type: "reopen" } },
          tooLate: { summary: "What the case does not allow now", with: { id: caseId }, body: { type: "reopen" }, status: 409, answer: tooLate },
        },
      },
    ],
  };
}
