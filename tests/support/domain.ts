import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readMessagesSource } from "../../infra/messages-source.ts";
import { parsePolicy } from "../../infra/policy-source.ts";
import type { Case } from "../../shared/domain/case.ts";
import type { Effect } from "../../shared/domain/effect.ts";
import { classify } from "../../shared/domain/metric.ts";
import type { History } from "../../shared/domain/plan.ts";
import { type Policy, type PolicySource, policySchema } from "../../shared/domain/policy.ts";
import { personOf } from "../../shared/domain/respondent.ts";
import type { Response, ResponseBody, Revision } from "../../shared/domain/response.ts";

/** The text of the policy this project ships. */
export const policyText = readFileSync(fileURLToPath(new URL("../../policy.yaml", import.meta.url)), "utf8");

/** The words of the mails this project ships. */
export const { copies } = readMessagesSource();

/** The policy this project ships, with some of its parts replaced. */
export function policyWith(change: (source: PolicySource) => PolicySource = (source) => source): Policy {
  return policySchema.parse(change(parsePolicy(policyText, "policy.yaml").source));
}

/** A body that is as small as the contract allows, with parts of one's own. */
export function bodyWith(parts: Partial<ResponseBody> = {}): ResponseBody {
  return { survey: { id: "onboarding-30d" }, metric: "nps", score: 3, respondent: { id: "u_91", email: "lin@acme.example" }, ...parts };
}

type Given = Partial<Omit<Response, "body" | "revisions" | "band" | "revision">>;

/** A response as it is kept after its first post, at noon of a Saturday. */
export function responseWith(parts: Partial<ResponseBody> = {}, given: Given = {}): Response {
  const body = bodyWith(parts);
  const band = classify(body.metric, body.score);
  const receivedAt = given.receivedAt ?? "2026-11-21T12:00:00.000Z";
  const revision: Revision = { revision: 1, digest: "digest-1", band, score: body.score, receivedAt };
  return { id: "rsp_1", source: "shop", revision: 1, band, submittedAt: receivedAt, receivedAt, body, revisions: [revision], ...given };
}

/** The same response with its next revision, a minute after the last. */
export function corrected(response: Response, parts: Partial<ResponseBody>): Response {
  const body = { ...response.body, ...parts };
  const band = classify(body.metric, body.score);
  const revision = response.revision + 1;
  const receivedAt = new Date(Date.parse(response.revisions.at(-1)!.receivedAt) + 60_000).toISOString();
  const before = response.revisions.map((known) => (known.revision === response.revision ? { ...known, body: response.body } : known));
  return { ...response, revision, band, body, revisions: [...before, { revision, digest: `digest-${revision}`, band, score: body.score, receivedAt }] };
}

/** What is known around a response of whom nothing was known. */
export function historyWith(response: Response, parts: Partial<History> = {}): History {
  const person = personOf(response.body.respondent);
  return { person, keys: [person], earlier: [], effects: [], ...parts };
}

/** A planned effect of the response `rsp_1`, due at noon. */
export function effectWith(parts: Partial<Effect> = {}): Effect {
  const at = "2026-11-21T12:00:00.000Z";
  return { id: "rsp_1.follow_up", kind: "follow_up", responseId: "rsp_1", state: "planned", at, plannedAt: at, notBefore: at, attempts: 0, dueAt: at, ...parts };
}

/** An open case of `rsp_1`. */
export function caseWith(parts: Partial<Case> = {}): Case {
  const openedAt = "2026-11-21T12:00:00.000Z";
  return {
    id: "case_1",
    state: "open",
    severity: "normal",
    reasons: [],
    respondent: { key: "id:u_91" },
    responses: ["rsp_1"],
    openedAt,
    due: { acknowledgeBy: openedAt, resolveBy: openedAt },
    timeline: [],
    channel: "#customer-feedback",
    test: false,
    ...parts,
  };
}
