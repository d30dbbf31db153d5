/** The examples of responses; the ids are those that a source named `local` gets. */
import type { Json } from "../../../shared/domain/canonical-json.ts";
import { responseIdOf } from "../../../shared/intake/accept.ts";
import { digest } from "../../../shared/runtime/digest.ts";

/** A body with most of what there may be; when it is carried out changes nothing in what comes of it. */
export const detractor = {
  id: "answer-1042",
  survey: { id: "onboarding-30d", name: "Onboarding, day 30" },
  metric: "nps",
  score: 3,
  comment: "Exports fail every Monday.",
  respondent: { id: "u_91", email: "lin@acme.example", name: "Lin Wei", locale: "zh-CN", timeZone: "Asia/Shanghai" },
  account: { id: "acme", name: "Acme", plan: "Scale", mrr: 2000, currency: "USD", owner: { email: "mia@us.example" } },
  channel: "email",
  submittedAt: "2026-11-21T09:30:00+08:00",
  tags: ["q4"],
  attributes: { region: "apac", seats: 40 },
};

/** A body with nothing but what there must be. */
export const passive = { survey: { id: "onboarding-30d" }, metric: "nps", score: 8, respondent: { id: "u_92" } };

/** Afterscore's id of a response that came with an id. */
export function idOf(senderId: string): string {
  return responseIdOf(digest, "local", senderId);
}

/** Of the detractor. */
export const detractorId = idOf(detractor.id);

/** The receipt of a first revision. */
export function receiptFor(id: string, band: "detractor" | "passive" | "promoter"): Json {
  return { id, band, revision: 1, href: `/v1/responses/${id}` };
}

const { id: _, ...body } = detractor;

/** The detractor in a list. */
export const listed: Json = {
  ...body,
  senderId: detractor.id,
  id: detractorId,
  source: "local",
  band: "detractor",
  revision: 1,
  receivedAt: "2026-11-21T01:30:02.114Z",
  revisions: [{ revision: 1, band: "detractor", score: 3, receivedAt: "2026-11-21T01:30:02.114Z", comment: "Exports fail every Monday." }],
};

/** The detractor by its id, once all is done. */
export const detractorShown: Json = {
  ...listed,
  caseId: detractorId.replace("rsp_", "case_"),
  effects: [
    { id: `${detractorId}.alert`, kind: "alert", state: "sent", at: "2026-11-21T01:30:03.402Z", attempts: 1, detail: null },
    { id: `${detractorId}.task`, kind: "task", state: "sent", at: "2026-11-21T01:30:02.951Z", attempts: 1, detail: null },
    { id: `${detractorId}.follow_up`, kind: "follow_up", state: "sent", at: "2026-11-21T01:30:03.377Z", attempts: 1, detail: null },
  ],
};

/** Two that are history, as they are sent: of the support survey, in weeks that follow each other. */
export const history = [
  { id: "answer-0003", survey: { id: "support" }, metric: "csat", score: 2, respondent: { id: "u_96" }, submittedAt: "2026-09-24T09:00:00Z", backfill: true },
  { id: "answer-0007", survey: { id: "support" }, metric: "csat", score: 4, respondent: { id: "u_94" }, account: { id: "acme", plan: "Scale" }, submittedAt: "2026-10-02T14:00:00Z", backfill: true },
] as const;

/** Of the passive, which comes with a key instead of an id. */
export const passiveId = "rsp_ecSHpl7dfA59xF95JDpsfTKv";

/** What a key is told that came before with other content. */
export const refusedKey: Json = {
  type: "https://afterscore.dev/problems/idempotency-mismatch",
  title: "Key used before with other content",
  status: 422,
  detail: "This Idempotency-Key came before with other content. A key belongs to one content: use a new key for anything else.",
};

/** What is said of mistakes. */
export const mistaken: Json = {
  type: "https://afterscore.dev/problems/invalid",
  title: "Not valid",
  status: 422,
  detail: "Some of what was sent is not as it must be; `errors` names each place.",
  errors: [
    { pointer: "/respondent", detail: 'is required: an object, such as { "id": "u_91" } or { "email": "lin@acme.example" }' },
    { pointer: "/respondant", detail: "unknown field 'respondant'" },
    { pointer: "/score", detail: "must be from 1 to 5 for csat" },
  ],
};
