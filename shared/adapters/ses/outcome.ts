import { SESv2ServiceException } from "@aws-sdk/client-sesv2";
import type { SendOutcome } from "../../ports.ts";

type Unsent = Exclude<SendOutcome, { kind: "sent" }>;

/** The connection was never made, or the request never left. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** SES will not take this very mail, however often it is asked. */
const ofTheMail = new Set(["BadRequestException", "MessageRejected"]);

/** SES rejects with the same error what the operator can mend: an unverified sender, the sandbox. */
const mendable = /not verified/i;

/**
 * What a failed `SendEmail` means for the mail. SES answers 4xx before it takes a mail, so all but
 * what is wrong with the mail itself is worth another try: quotas refill, and a paused account, an
 * unverified domain or a missing permission can be mended.
 */
export function outcomeOf(error: unknown): Unsent {
  if (error instanceof SESv2ServiceException) return ofAnswer(error);
  const code = codeOf(error);
  const reason = error instanceof Error ? `${error.name}${code === undefined ? "" : ` (${code})`}` : "the call broke off";
  const sent = code === undefined || !neverSent.has(code);
  const signed = !(error instanceof Error && error.name === "CredentialsProviderError");
  return { kind: sent && signed ? "uncertain" : "refused", reason };
}

function ofAnswer(error: SESv2ServiceException): Unsent {
  // SES's own words can quote addresses; its names do not.
  const reason = error.name;
  if ((error.$metadata.httpStatusCode ?? 500) >= 500) return { kind: "uncertain", reason };
  if (ofTheMail.has(error.name) && !mendable.test(error.message)) return { kind: "rejected", reason };
  // Too many a second and too many a day are told apart by words alone, so both wait ever longer, for a day in all.
  return { kind: "refused", reason };
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
