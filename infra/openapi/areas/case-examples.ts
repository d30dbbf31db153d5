import type { Json } from "../../../shared/domain/canonical-json.ts";
import { detractor, detractorId } from "./response-examples.ts";

/** The id of the case that the detractor of the examples opens. */
export const caseId = detractorId.replace("rsp_", "case_");

const { timeZone: _, ...respondent } = detractor.respondent;
const opened = { type: "open", at: "2026-11-21T01:30:02.951Z", actor: "afterscore", source: "pipeline", responseId: detractorId };
const due = { acknowledgeBy: "2026-11-21T05:30:02.951Z", resolveBy: "2026-11-24T01:30:02.951Z" };
const shared = {
  id: caseId,
  severity: "high",
  reasons: ["low score", "high-value account"],
  owner: detractor.account.owner,
  account: detractor.account,
  respondent,
  responses: [detractorId],
  openedAt: "2026-11-21T01:30:02.951Z",
  due,
  test: false,
};

/** As it is opened. */
export const open: Json = { ...shared, state: "open", timeline: [opened] };

/** Once somebody is on it. */
export const acknowledged: Json = { ...shared, state: "acknowledged", timeline: [opened, { type: "acknowledge", targets: due, at: "2026-11-21T01:34:40.120Z", actor: "local", source: "api" }] };

/** What who comes too late is told. */
export const tooLate: Json = {
  type: "https://afterscore.dev/problems/not-allowed-now",
  title: "The case does not allow this now",
  status: 409,
  detail: "This case is open already, so 'reopen' is not for it. Now it takes: assign, note, acknowledge, contact, snooze, resolve. Nothing was changed.",
};
