import { type JWTVerifyGetKey, errors, jwtVerify } from "jose";
import * as z from "zod/mini";
import type { Admission } from "../../desk-ports.ts";
import { SlackUnreachable } from "./slack-unreachable.ts";

/** What an ID token must be for, to be believed. */
export type Expectations = {
  /** Slack's keys. */
  readonly keys: JWTVerifyGetKey;
  readonly clientId: string;
  readonly teamId: string;
  readonly nonce: string;
  readonly now: Date;
};

const issuer = "https://slack.com";
/** Seconds that Slack's clock and ours may differ by, and that a token may be old: it comes straight from Slack. */
const clockTolerance = 30;
const maxTokenAge = 300;

const claimsSchema = z.object({
  /** One app alone: a token for several would be good for all of them. */
  aud: z.string(),
  nonce: z.string(),
  "https://slack.com/team_id": z.string(),
  "https://slack.com/user_id": z.string().check(z.minLength(1)),
  name: z._default(z.string(), ""),
  email: z.optional(z.string()),
  email_verified: z.optional(z.boolean()),
});

type Refused = Extract<Admission, { readonly kind: "refused" }>;

const notTrusted: Refused = { kind: "refused", because: "That is no answer of Slack's to this sign-in. Start again." };

/**
 * Who an ID token stands for, when Slack has signed it for this app, this workspace and this sign-in.
 *
 * @throws SlackUnreachable when Slack's keys cannot be had
 */
export async function readIdToken(idToken: string, { keys, clientId, teamId, nonce, now }: Expectations): Promise<Admission> {
  const verified = await verify(idToken, keys, { clientId, now });
  if (verified.kind === "refused") return verified;
  const claims = claimsSchema.safeParse(verified.payload);
  if (!claims.success || claims.data.nonce !== nonce) return notTrusted;
  const { name, email, email_verified: isVerified, "https://slack.com/team_id": team, "https://slack.com/user_id": id } = claims.data;
  if (team !== teamId) return { kind: "refused", because: "You are signed in to another Slack workspace than this Afterscore's. Choose the right one in Slack, and start again." };
  // Roles go by the address, so only one that is theirs counts.
  const address = isVerified === true && email !== undefined && email !== "" ? { email } : {};
  return { kind: "admitted", visitor: { id, name: name.trim() === "" ? id : name, ...address } };
}

type Verified = { readonly kind: "verified"; readonly payload: unknown } | Refused;

async function verify(idToken: string, keys: JWTVerifyGetKey, { clientId, now }: Pick<Expectations, "clientId" | "now">): Promise<Verified> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms: ["RS256"], issuer, audience: clientId, clockTolerance, maxTokenAge, requiredClaims: ["exp"], currentDate: now,
    });
    return { kind: "verified", payload };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: "refused", because: "That took too long. Start again." };
    if (isOfTheToken(error)) return notTrusted;
    throw new SlackUnreachable("Slack's keys could not be had", { cause: error });
  }
}

/** Whether what is wrong is the token, and not the way to the keys. */
function isOfTheToken(error: unknown): boolean {
  const kinds = [
    errors.JWTClaimValidationFailed, errors.JWSSignatureVerificationFailed, errors.JWSInvalid, errors.JWTInvalid,
    errors.JOSEAlgNotAllowed, errors.JOSENotSupported, errors.JWKSNoMatchingKey,
  ];
  return kinds.some((kind) => error instanceof kind);
}
