import { type AccountView, inCurrency } from "../../../../shared/domain/account.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import type { Formats } from "../formats.ts";

/** What an account pays a month, in the policy's currency; as it was sent where no rate is known, since none is guessed. Undefined when nobody said. */
export function mrrOf(account: AccountView | undefined, { currency, rates }: Pick<Policy, "currency" | "rates">, formats: Formats): string | undefined {
  if (account?.mrr === undefined) return undefined;
  const amount = inCurrency(account.mrr, currency, rates);
  return amount === undefined ? formats.money(account.mrr.amount, account.mrr.currency) : formats.money(Math.round(amount), currency);
}
