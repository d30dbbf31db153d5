import { inCurrency } from "../../../../shared/domain/account.ts";
import { broughtBy } from "../../../../shared/domain/brought-by.ts";
import { isErased, ownerOf } from "../../../../shared/domain/case.ts";
import { type Cell, byteOrderMark, csvLine, listCell } from "../../../../shared/domain/csv.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import type { CardlessCase } from "../../../../shared/ports.ts";

/** The most cases a file holds. */
export const mostInFile = 2_000;

const columns = [
  "case", "state", "severity", "reasons", "test", "opened_at", "acknowledge_by", "resolve_by", "snoozed_until", "person_name", "person_email", "person_id", "person_erased",
  "account_id", "account_name", "plan", "mrr", "currency", "mrr_in_policy_currency", "renews_on", "owner_name", "owner_email", "owner_slack_id", "responses", "resolved_at", "outcome", "root_cause",
] as const;

/** Cases as a table in CSV, under a line of names that stays the same. Times are ISO 8601, UTC. */
export function casesCsv(cases: readonly CardlessCase[], policy: Pick<Policy, "currency" | "rates">): string {
  return byteOrderMark + [csvLine(columns), ...cases.map((subject) => csvLine(cellsOf(subject, policy)))].join("");
}

function cellsOf(subject: CardlessCase, { currency, rates }: Pick<Policy, "currency" | "rates">): readonly Cell[] {
  const { id, state, severity, reasons, test, openedAt, due, snoozedUntil, respondent, account, responses } = subject;
  const owner = ownerOf(subject);
  const end = state === "resolved" ? broughtBy(subject) : undefined;
  const mrr = account?.mrr;
  return [
    id, state, severity, listCell(reasons), test, openedAt, due.acknowledgeBy, due.resolveBy, snoozedUntil, respondent.name, respondent.email, respondent.id, isErased(subject),
    account?.id, account?.name, account?.plan, mrr?.amount, mrr === undefined ? undefined : (mrr.currency ?? currency), mrr === undefined ? undefined : inHundredths(inCurrency(mrr, currency, rates)), account?.renewsOn,
    owner?.name, owner?.email, owner?.slackUserId, responses.length, end?.at, textOf(end?.["outcome"]), textOf(end?.["rootCause"]),
  ];
}

/** Money has two digits behind its point, which a product of rates has not. */
function inHundredths(amount: number | undefined): number | undefined {
  return amount === undefined ? undefined : Math.round(amount * 100) / 100;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
