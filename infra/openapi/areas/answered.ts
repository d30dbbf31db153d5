/** What several answers have in common. */
import * as z from "zod";

/** A moment, as answers have them: ISO 8601, UTC. */
export const moment = z.iso.datetime({ offset: true });
/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z.string().meta({ format: "date" });
/** How many there are of something. */
export const count = z.number().int().min(0);

/** The CSM who is responsible. */
export const ownerShown = z.strictObject({ email: z.string().optional(), slackUserId: z.string().optional(), name: z.string().optional() });

/** An account, as far as it is known. */
export const accountShown = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  plan: z.string().optional(),
  mrr: z.number().optional(),
  currency: z.string().optional(),
  renewsOn: day.optional(),
  owner: ownerShown.optional(),
});

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), cursor: z.string().optional() });
}

/** What the fields of a page mean. */
export const pageWords = { items: "Newest first. A page may have fewer than `limit`, or none: only a missing `cursor` is the end.", cursor: "Ask for the next page with it; absent on the last." };

/** What the parameters of paging mean. */
export const pagingWords = { limit: "How many at most.", cursor: "The `cursor` of the page before, as it is." };

/** What an account's fields mean, for schemas that hold one at `at`. */
export function accountWords(at: string): Readonly<Record<string, string>> {
  const words = {
    name: "What it is called.",
    plan: "What it has bought; a dimension of scores.",
    mrr: "Monthly recurring revenue, in `currency`.",
    currency: "ISO 4217; the policy's when absent.",
    renewsOn: "The day on which its contract renews.",
    owner: "The CSM who is responsible: by address, by Slack id, or both.",
    "owner.email": "Their address.",
    "owner.slackUserId": "Their Slack id.",
    "owner.name": "Their name.",
  };
  return Object.fromEntries(Object.entries(words).map(([field, said]) => [`${at}${field}`, said]));
}
