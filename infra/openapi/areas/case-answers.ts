/** What answers say of cases. */
import * as z from "zod";
import type { presentCase } from "../../../functions/desk/present-case.ts";
import { caseStateSchema } from "../../../shared/domain/case.ts";
import { severitySchema } from "../../../shared/domain/severity.ts";
import { answering } from "../area.ts";
import { accountShown, moment, ownerShown } from "./answered.ts";

/** A case as it is shown. */
export const caseShown = answering<ReturnType<typeof presentCase>>()(
  z.strictObject({
    id: z.string(),
    state: z.enum(caseStateSchema.options),
    snoozedUntil: moment.optional(),
    severity: z.enum(severitySchema.options),
    reasons: z.array(z.string()),
    owner: ownerShown.nullable(),
    account: accountShown.nullable(),
    respondent: z.strictObject({ id: z.string().optional(), email: z.string().optional(), name: z.string().optional(), locale: z.string().optional() }),
    responses: z.array(z.string()),
    previousScore: z.number().int().optional(),
    openedAt: moment,
    due: z.strictObject({ acknowledgeBy: moment, resolveBy: moment }),
    timeline: z.array(
      z.looseObject({
        type: z.enum(["open", "join", "acknowledge", "assign", "note", "contact", "snooze", "wake", "resolve", "reopen", "warn", "escalate", "message", "correction", "recovery"]),
        at: moment,
        actor: z.string(),
        source: z.string(),
      }),
    ),
    card: z.strictObject({ channel: z.string(), ts: z.string(), effectId: z.string(), isTakenBack: z.literal(true).optional() }).optional(),
    test: z.boolean(),
  }),
);

/** What its fields mean. */
export const caseWords: Readonly<Record<string, string>> = {
  "": "A case.",
  id: "The case's id.",
  state: "Where it stands.",
  snoozedUntil: "When it comes back by itself; while it is snoozed.",
  severity: "How urgently it needs a person, by the policy's points.",
  reasons: "Why, in words.",
  owner: "Who is responsible: who was assigned to it, else the account's owner; null when nobody is.",
  account: "The account as it was when the case was opened; null when none is known.",
  respondent: "Whom it is about; without any field once they were erased.",
  "owner.email": "Their address.",
  "owner.slackUserId": "Their Slack id.",
  "owner.name": "Their name.",
  "respondent.id": "Your id of them.",
  "respondent.email": "Their address.",
  "respondent.name": "What they are called.",
  "respondent.locale": "The language of their mails.",
  responses: "The ids of their responses, oldest first.",
  previousScore: "The score before the newest, on the same metric.",
  openedAt: "When it was opened.",
  due: "By when, in business hours.",
  "due.acknowledgeBy": "It is to be acknowledged by then.",
  "due.resolveBy": "It is to be resolved by then.",
  timeline: "Its history, oldest first. A line has more fields by its type, such as `note`, `owner`, `outcome`; `acknowledge`, `contact` and `resolve` have `targets`: what `due` was then, before a later snooze or reopening moved it.",
  "timeline[].type": "What happened.",
  "timeline[].at": "When.",
  "timeline[].actor": "Who did it.",
  "timeline[].source": "From where: `pipeline`, `slack`, `desk` or `api`.",
  card: "Where its alert stands in Slack, once it does.",
  "card.channel": "The channel.",
  "card.ts": "The message in it.",
  "card.effectId": "The effect that posted it.",
  "card.isTakenBack": "It was taken back.",
  test: "A rehearsal.",
};
