import { inCurrency } from "./account.ts";
import type { Entry } from "./book.ts";
import type { Contribution } from "./contribution.ts";
import { localDay } from "./local-time.ts";
import type { Policy } from "./policy.ts";
import { type Counted, type Response, counts } from "./response.ts";
import { builtIn, declaredSegments } from "./segments.ts";

/** Where a response belongs in the scores by this policy; a rehearsal belongs nowhere. */
export function countedBy(response: Pick<Response, "body" | "submittedAt">, policy: CountingPolicy): Counted | undefined {
  if (!counts(response)) return undefined;
  const mrr = mrrOf(response, policy);
  return {
    day: localDay(Date.parse(response.submittedAt), policy.timeZone),
    declared: declaredSegments(response, policy),
    ...(mrr === undefined ? {} : { mrr }),
  };
}

/** What of the policy says where a response counts. */
export type CountingPolicy = Pick<Policy, "timeZone" | "segments" | "currency" | "rates">;

/** In hundredths, which add up exactly; a currency without a rate is not guessed, and nothing weighs nothing. */
function mrrOf({ body: { account } }: Pick<Response, "body">, { currency, rates }: CountingPolicy): number | undefined {
  if (account?.mrr === undefined) return undefined;
  const amount = inCurrency({ amount: account.mrr, ...(account.currency !== undefined && { currency: account.currency }) }, currency, rates);
  const hundredths = Math.round(100 * (amount ?? 0));
  return hundredths > 0 ? hundredths : undefined;
}

/** What a response adds to the scores, as it was settled when it was accepted. */
export function contributionOf(response: Response): Contribution | undefined {
  const { body, band, counted } = response;
  if (counted === undefined) return undefined;
  const { metric, survey, score } = body;
  return { metric, survey: survey.id, day: counted.day, band, score, ...(counted.mrr !== undefined && { mrr: counted.mrr }), segments: { ...builtIn(response), ...counted.declared } };
}

/** Where a response stands in the books, and what it adds there. */
export function entryOf(response: Response): Entry {
  const { receivedAt, book } = response;
  const contribution = contributionOf(response);
  return { receivedAt, ...(contribution === undefined ? {} : { contribution }), ...(book === undefined ? {} : { book }) };
}
