import { type Case, ownerOf } from "../../shared/domain/case.ts";
import { presentAccount } from "../../shared/domain/account.ts";

/** A case as the API shows it. */
export function presentCase(value: Case) {
  const { respondent, account, channel: _channel, before: _before, left: _left, timeline, ...rest } = value;
  const { key: _key, ...person } = respondent;
  return {
    ...rest,
    respondent: person,
    account: account === undefined ? null : presentAccount(account),
    owner: ownerOf(value) ?? null,
    timeline: timeline.map(({ mark: _mark, ...entry }) => entry),
  };
}
