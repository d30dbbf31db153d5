import type { Case } from "../../shared/domain/case.ts";
import { presentAccount } from "../../shared/domain/account.ts";

/** A case as the API shows it. */
export function presentCase(value: Case) {
  const { respondent, account, channel: _channel, before: _before, ...rest } = value;
  const { key: _key, ...person } = respondent;
  return {
    ...rest,
    respondent: person,
    account: account === undefined ? null : presentAccount(account),
    owner: account?.owner ?? null,
  };
}
