import * as z from "zod";
import { referralBodySchema } from "../../../functions/desk/referrals.ts";
import type { Referral } from "../../../shared/domain/referral.ts";
import { type Area, answering } from "../area.ts";
import { count, moment } from "./answered.ts";
import { idOf } from "./response-examples.ts";

const shown = answering<Referral>()(z.strictObject({ code: z.string(), program: z.string(), responseId: z.string().optional(), claimedAt: moment, visits: count, signups: count }));
const claimed = { code: "K7M3PX4Q", program: "refer-a-friend", responseId: idOf("answer-1044"), claimedAt: "2026-11-21T01:30:00.000Z" };

/** `POST /v1/referrals`, `GET /v1/referrals/{code}`. */
export const referrals: Area = {
  name: "Referrals",
  description: "What comes of the personal codes that promoters pass on, as your own site tells it.",
  requests: {
    ReferralEvent: {
      schema: referralBodySchema,
      words: { "": "What somebody did who came by a personal code.", code: "The code as it stands in the link; case does not matter.", type: "`visit`: somebody came by it. `signup`: somebody has joined.", id: "Your own id of the visit, or of whoever has joined: told again, it counts once. Only its digest is kept." },
    },
  },
  answers: {
    Referral: {
      schema: shown,
      words: { "": "A personal code, and what came of it.", code: "The code.", program: "The policy's reward program it belongs to.", responseId: "The response whose promoter it was given to; absent once they were erased.", claimedAt: "When it was claimed.", visits: "How many came by it.", signups: "How many of them joined." },
    },
  },
  operations: [
    {
      method: "post",
      path: "/v1/referrals",
      id: "tellReferral",
      summary: "Tell what came of a code",
      scope: "write",
      body: { as: { "application/json": "ReferralEvent" }, limitKiB: 4 },
      answers: { 200: { description: "The code, and what has come of it.", schema: "Referral" } },
      refusals: { 404: "Nobody has claimed this code; `type` ends in `/unknown-code`." },
      examples: {
        signup: { summary: "Somebody has joined", body: { code: "K7M3PX4Q", type: "signup", id: "customer-881" }, answer: { ...claimed, visits: 0, signups: 1 } },
        unknown: {
          summary: "A code that nobody has claimed",
          body: { code: "NONE0000", type: "visit" },
          status: 404,
          answer: { type: "https://afterscore.dev/problems/unknown-code", title: "Unknown code", status: 404, detail: "Nobody has claimed this personal code: send it as it stands in the link that somebody came by." },
        },
      },
    },
    {
      method: "get",
      path: "/v1/referrals/{code}",
      id: "getReferral",
      summary: "Read what came of a code",
      scope: "read",
      inPath: { code: "The code; case does not matter." },
      answers: { 200: { description: "The code, and what has come of it.", schema: "Referral" } },
      examples: { known: { summary: "One that was claimed", with: { code: "K7M3PX4Q" }, answer: { ...claimed, visits: 0, signups: 1 } } },
    },
  ],
};
