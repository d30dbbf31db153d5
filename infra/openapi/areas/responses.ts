import * as z from "zod";
import { responseQuerySchema } from "../../../shared/http/response-query.ts";
import { responseBodySchema } from "../../../shared/domain/response.ts";
import type { Area } from "../area.ts";
import { accountWords, pagingWords } from "./answered.ts";
import { detractor, detractorId, detractorShown, history, idOf, listed, mistaken, passive, passiveId, receiptFor, refusedKey } from "./response-examples.ts";
import { responseAnswers, sentWords } from "./response-answers.ts";

const words: Readonly<Record<string, string>> = {
  ...sentWords,
  "account.id": "Your id of the account.",
  ...accountWords("account."),
  "": "One person's answer to one survey question. Needs `respondent.id` or `respondent.email`. `nps` takes 0 to 10, `csat` 1 to 5, `ces` 1 to 7.",
  id: "Your own id of the response. The same id again with the same content is a repeat, with other content a correction.",
  score: "A whole number on the metric's scale; 0 is a score.",
  channel: "Where it was given; `other` when absent.",
  submittedAt: "When it was given; now when absent, and at most 5 minutes ahead of our clock.",
};

/** `POST` and `GET /v1/responses`. */
export const responses: Area = {
  name: "Responses",
  description: "What customers answered. 202 means durable: whatever fails afterwards, everything that must come of it happens, once.",
  requests: {
    NewResponse: { schema: responseBodySchema, words },
    ResponseBatch: { schema: z.array(responseBodySchema).max(500), words: { "": "Up to 500 responses. One that is not valid is refused alone." } },
    ResponseLines: { schema: z.string(), words: { "": "NDJSON: up to 500 responses, each as JSON on a line of its own." } },
  },
  answers: responseAnswers,
  operations: [
    {
      method: "post",
      path: "/v1/responses",
      id: "postResponse",
      summary: "Post a response",
      description: "With an `id` of yours, identity is the id: other content under it is a correction, which replaces the whole body. Without one, identity is the `Idempotency-Key`; with neither, each post is new. What equals any revision there is, is a repeat and is answered as it was, byte for byte.",
      scope: "write",
      idempotencyKey: "A word of yours for this content: the same again is a repeat. Scoped to your key's source.",
      body: { as: { "application/json": "NewResponse" }, limitKiB: 64 },
      answers: { 202: { description: "It is durable.", schema: "Receipt", replays: true } },
      refusals: { 410: "The respondent was erased, or the response of this identity was: do not send it again." },
      examples: {
        detractor: { summary: "A detractor, with most of what there may be", body: detractor, answer: receiptFor(detractorId, "detractor") },
        passive: { summary: "The least there must be, with a key of your own", with: { "Idempotency-Key": "survey-7-answer-1043" }, body: passive, answer: receiptFor(passiveId, "passive") },
        otherContent: { summary: "The same key with other content", with: { "Idempotency-Key": "survey-7-answer-1043" }, body: { ...passive, score: 9 }, status: 422, answer: refusedKey },
        mistakes: { summary: "Mistakes are all named at once", body: { survey: { id: "onboarding-30d" }, metric: "csat", score: 9, respondant: { id: "u_91" } }, status: 422, answer: mistaken },
      },
    },
    {
      method: "post",
      path: "/v1/responses/batch",
      id: "postResponses",
      summary: "Post many responses",
      description: "Items are independent, and each is answered as it would be alone; those with the same `id` keep their order. An `Idempotency-Key` header is refused: give each item an `id`.",
      scope: "write",
      body: { as: { "application/json": "ResponseBatch", "application/x-ndjson": "ResponseLines" }, limitKiB: 4_096 },
      answers: { 207: { description: "An answer for each item, in order.", schema: "BatchAnswer" } },
      examples: {
        array: {
          summary: "Three, of which two are history",
          body: [
            { id: "answer-1044", survey: { id: "onboarding-30d" }, metric: "nps", score: 10, respondent: { id: "u_93", email: "jo@globex.example" } },
            ...history,
          ],
          answer: [
            { status: 202, body: receiptFor(idOf("answer-1044"), "promoter") },
            { status: 202, body: receiptFor(idOf("answer-0003"), "detractor") },
            { status: 202, body: receiptFor(idOf("answer-0007"), "promoter") },
          ],
        },
        lines: { summary: "One a line", as: "application/x-ndjson", body: '{"id":"answer-1045","survey":{"id":"support"},"metric":"ces","score":6,"respondent":{"id":"u_95"}}\n{"id":"answer-1046","survey":{"id":"support"},"metric":"ces","score":3,"respondent":{"id":"u_92"},"test":true}' },
      },
    },
    {
      method: "get",
      path: "/v1/responses/{id}",
      id: "getResponse",
      summary: "Read a response",
      scope: "read",
      inPath: { id: "Afterscore's id, `rsp_…`." },
      answers: { 200: { description: "The response, and what became of each of its effects.", schema: "Response" } },
      refusals: { 410: "It was erased." },
      examples: { detractor: { summary: "A detractor, once all is done", with: { id: detractorId }, answer: detractorShown } },
    },
    {
      method: "get",
      path: "/v1/responses",
      id: "listResponses",
      summary: "List responses",
      description: "Newest first. `respondent`, else `account`, else the time picks the index; the other filters thin the page, which may be short and still carry a cursor. The `href` of a score is a question of this kind: with `counted`, and with `segment` and `value` where it is broken by a segment.",
      scope: "read",
      query: {
        schema: responseQuerySchema,
        words: {
          ...pagingWords,
          respondent: "Your id of the person, or their address.",
          account: "Your id of the account.",
          from: "Submitted at this moment or later.",
          to: "Submitted before this moment.",
          survey: "Your id of the survey.",
          metric: "Which metric.",
          band: "Which band.",
          counted: "`true`: those alone that count in scores; `false`: those alone that do not, or not yet.",
          segment: "A dimension of scores, such as `plan`; with `value`, and never without.",
          value: "Those alone that count under this value of `segment`.",
        },
      },
      answers: { 200: { description: "A page of responses.", schema: "ResponsePage" } },
      examples: {
        ofAccount: { summary: "The detractors of an account", with: { account: "acme", band: "detractor", limit: "50" }, answer: { items: [listed] } },
        ofScore: {
          summary: "Those that a score is the sum of",
          with: { counted: "true", metric: "nps", from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z", segment: "plan", value: "Scale" },
          answer: { items: [listed] },
        },
        ofDay: { summary: "Of one day", with: { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" } },
      },
    },
  ],
};
