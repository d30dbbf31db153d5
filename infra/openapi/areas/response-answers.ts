/** What answers say of responses. */
import * as z from "zod";
import type { presentResponse } from "../../../functions/receive/present.ts";
import { effectStateSchema } from "../../../shared/domain/effect.ts";
import { bandSchema, metricSchema } from "../../../shared/domain/metric.ts";
import { type Receipt, channelSchema } from "../../../shared/domain/response.ts";
import { type Worded, answering } from "../area.ts";
import { problemSchema } from "../refusals.ts";
import { accountShown, count, moment, pageOf, pageWords } from "./answered.ts";

const band = z.enum(bandSchema.options);

const receipt = answering<Receipt>()(z.strictObject({ id: z.string(), band, revision: z.number().int().min(1), href: z.string() }));

const batch = z.array(
  z.union([
    z.strictObject({ status: z.literal(202), body: receipt, replayed: z.literal(true).optional() }),
    z.strictObject({ status: z.number().int().min(400).max(599), body: problemSchema }),
  ]),
);

const effect = z.strictObject({
  id: z.string(),
  // What else there is in the ledger is shown with the case, or not at all.
  kind: z.enum(["alert", "follow_up", "thank", "reward", "task"]),
  state: z.enum(effectStateSchema.options),
  at: moment,
  attempts: count,
  detail: z.string().nullable(),
});

/** Which effects are listed is decided while it runs, so their kinds are held against the answers by the examples' test. */
type Shown = Omit<ReturnType<typeof presentResponse>, "effects">;

/** A response as it is shown. */
export const responseShown = answering<Shown>()(z.strictObject({
  id: z.string(),
  senderId: z.string().optional(),
  source: z.string(),
  survey: z.strictObject({ id: z.string(), name: z.string().optional() }),
  metric: z.enum(metricSchema.options),
  score: z.number().int(),
  comment: z.string().optional(),
  respondent: z.strictObject({ id: z.string().optional(), email: z.string().optional(), name: z.string().optional(), locale: z.string().optional(), timeZone: z.string().optional() }),
  account: accountShown.optional(),
  channel: z.enum(channelSchema.options),
  submittedAt: moment,
  contactMe: z.boolean().optional(),
  test: z.boolean().optional(),
  backfill: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  receivedAt: moment,
  band,
  revision: z.number().int().min(1),
  revisions: z.array(z.strictObject({ revision: z.number().int().min(1), band, score: z.number().int(), receivedAt: moment, comment: z.string().optional() })),
  about: z.string().optional(),
  caseId: z.string().optional(),
  effects: z.array(effect).optional(),
}));

/** What the fields of a response mean that are in what is sent as well. */
export const sentWords: Readonly<Record<string, string>> = {
  survey: "Which survey was answered.",
  "survey.id": "Your id of the survey; a dimension of scores.",
  "survey.name": "What people call it.",
  metric: "What the question measures; never guessed from the score.",
  comment: "What they wrote.",
  respondent: "Who answered, by your id or by their address.",
  "respondent.id": "Your id of the person: who they are, whatever their address.",
  "respondent.email": "Where they are written to.",
  "respondent.name": "What they are called.",
  "respondent.locale": "The language of their mails, such as `zh-CN`; a dimension of scores.",
  "respondent.timeZone": "An IANA time zone, such as `Asia/Shanghai`: nobody is written to at night.",
  account: "Their company; what is said here is in the directory from then on.",
  contactMe: "They ask to be contacted: opens a case at any score.",
  test: "A rehearsal: alerts the test channel and does not count.",
  backfill: "History: counts and stays silent.",
  tags: "Words of your own.",
  attributes: "Texts, numbers or switches of your own, by name. Those that the policy declares are dimensions of scores.",
};

const words: Readonly<Record<string, string>> = {
  ...sentWords,
  "": "A response, and what became of it.",
  id: "Afterscore's id.",
  senderId: "Your own id, if it came with one.",
  source: "The integration it came from: the source of its API key.",
  score: "The score, on its metric's scale.",
  channel: "Where it was given.",
  submittedAt: "When it was given.",
  receivedAt: "When it first came in.",
  band: "What the score says about the person, by the policy's bands.",
  revision: "1, and one more with each correction.",
  revisions: "All of them, oldest first.",
  "revisions[].revision": "Which one.",
  "revisions[].band": "Its band.",
  "revisions[].score": "Its score.",
  "revisions[].receivedAt": "When it came in.",
  "revisions[].comment": "What they wrote then.",
  about: "The case that the customer told us the end of, on our own page.",
  caseId: "The case it belongs to; in a list it is left out.",
  effects: "What happens outside because of it; in a list it is left out.",
  "effects[].id": "The effect's id, the same for ever.",
  "effects[].kind": "`alert` in Slack, `task` for the team, the mails `follow_up` and `thank`, and the `reward` that travels with thanks.",
  "effects[].state": "How far it has got. `unknown`: it was sent and nobody knows whether it arrived, so the receiver is asked and nothing is repeated.",
  "effects[].at": "Since when.",
  "effects[].attempts": "How often it was tried.",
  "effects[].detail": "Why, or with what result.",
};

/** The answers by their names in the document. */
export const responseAnswers: Readonly<Record<string, Worded>> = {
  Receipt: { schema: receipt, words: { "": "All that a sender is told; the same words for a repeat.", id: "Afterscore's id of the response.", band: "What the score says about the person.", revision: "1, and one more with each correction.", href: "Where it is read." } },
  BatchAnswer: {
    schema: batch,
    words: {
      "": "An answer for each item, in order.",
      "[].status": "What the item alone would have been answered with.",
      "[].body": "The receipt, or the problem.",
      "[].replayed": "The item came before, and nothing happened again.",
    },
  },
  Response: { schema: responseShown, words },
  ResponsePage: { schema: pageOf(responseShown), words: { "": "A page of responses.", ...pageWords } },
};
