import * as z from "zod";
import { type InvitationDays, idOfInvitations, invitationBodySchema, invitationQuerySchema, placeOfInvitations, type presentInvitations } from "../../../functions/desk/invitations.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { digest } from "../../../shared/runtime/digest.ts";
import { type Area, answering } from "../area.ts";
import { count, day } from "./answered.ts";

const receipt = answering<ReturnType<typeof presentInvitations>>()(z.strictObject({ id: z.string(), survey: z.strictObject({ id: z.string() }), day, count: z.number().int().min(1) }));
const days = answering<InvitationDays>()(z.strictObject({ timeZone: z.string(), total: count, days: z.array(z.strictObject({ day, count: z.number().int().min(1) })) }));

const sent = { id: "send-7", survey: { id: "support" }, count: 40, sentAt: "2026-10-01T08:00:00Z" };

/** `POST` and `GET /v1/invitations`. */
export function invitations({ timeZone }: Pick<Policy, "timeZone">): Area {
  const told = { id: idOfInvitations(placeOfInvitations(digest, "id", "local", sent.id)), survey: sent.survey, day: "2026-10-01", count: sent.count };
  return {
    name: "Invitations",
    description: "How many people were asked: what the response rate of a survey is made of. They are counted, and who they are is not asked.",
    requests: {
      NewInvitations: {
        schema: invitationBodySchema(() => 0),
        words: {
          "": "That people were invited to answer a survey.",
          survey: "Which survey they were invited to.",
          "survey.id": "Your id of the survey, as its responses have it.",
          count: "How many people; more than a million belong into several.",
          sentAt: "When they were invited; now when absent, and at most 5 minutes ahead of our clock. Its local day is the one they are counted on.",
          id: "Your own id of what was sent: told again, it counts once.",
        },
      },
    },
    answers: {
      Invitations: { schema: receipt, words: { "": "What was counted; the same words for a repeat.", id: "Afterscore's id.", survey: "The survey.", "survey.id": "Your id of it.", day: "The local day they are counted on.", count: "How many people." } },
      InvitationDays: { schema: days, words: { "": "Invitations by day.", timeZone: "Whose days these are.", total: "All of them.", days: "The days on which there were any, oldest first.", "days[].day": "The local day.", "days[].count": "How many people." } },
    },
    operations: [
      {
        method: "post",
        path: "/v1/invitations",
        id: "postInvitations",
        summary: "Tell how many people were invited",
        description: "Counted once under its `id` and under its `Idempotency-Key`, both within your key's source; without either, each post counts. What was counted stays counted: there is no correction, and other content under the same is refused.",
        scope: "write",
        idempotencyKey: "A word of yours for this content: the same again is a repeat. Scoped to your key's source.",
        body: { as: { "application/json": "NewInvitations" }, limitKiB: 4 },
        answers: { 202: { description: "It is counted.", schema: "Invitations", replays: true } },
        examples: {
          sent: { summary: "A mailing, by your id of it", body: sent, answer: told },
          repeat: { summary: "The same again: it counts once, and `Idempotent-Replayed` says so", body: sent, answer: told },
          withKey: { summary: "The least there must be, with a key of your own", with: { "Idempotency-Key": "mailing-2026-11-21" }, body: { survey: { id: "onboarding-30d" }, count: 120 } },
          otherContent: {
            summary: "The same id with other content",
            body: { ...sent, count: 41 },
            status: 422,
            answer: {
              type: "https://afterscore.dev/problems/idempotency-mismatch",
              title: "Id or key used before with other content",
              status: 422,
              detail: "This id, or this Idempotency-Key, came before with other content, and what was counted then stays counted. Use a new one for anything else.",
            },
          },
        },
      },
      {
        method: "get",
        path: "/v1/invitations",
        id: "getInvitations",
        summary: "Read how many people were invited",
        scope: "read",
        query: {
          schema: invitationQuerySchema,
          words: { survey: "To one survey alone.", from: "The first local day; 89 days ago when absent.", to: "The day after the last; tomorrow when absent." },
        },
        answers: { 200: { description: "How many, by local day.", schema: "InvitationDays" } },
        examples: {
          ofSurvey: { summary: "To one survey, in two weeks", with: { survey: sent.survey.id, from: "2026-09-28", to: "2026-10-12" }, answer: { timeZone, total: sent.count, days: [{ day: told.day, count: sent.count }] } },
        },
      },
    ],
  };
}
