import type { MrkdwnElement, PlainTextElement } from "@slack/types";
import { type Case, ownerOf } from "../domain/case.ts";
import { type Money, inCurrency } from "../domain/account.ts";
import { localDay } from "../domain/local-time.ts";
import type { ValueMark } from "../domain/severity.ts";
import type { CardView } from "./card-view.ts";
import { groupMention, line, literalLine, mention, moment, shownName } from "./mrkdwn.ts";
import { scoreInWords } from "./wording.ts";

/** What fields show at most, labels left out: a message holds about 12,000 characters, and the comment may need 10,000. */
const longest = 100;
const longestPerson = 200;

/**
 * Who it is about and what is at stake, all ten fields that Slack allows. What comes from outside is
 * plain text.
 */
export function fieldsOf(view: CardView): (PlainTextElement | MrkdwnElement)[] {
  const { account } = view.case;
  return [
    field("Person", personOf(view), longestPerson),
    field("Account", account === undefined ? unknown : (shownName(account.name) ?? account.id)),
    field("Plan", account?.plan ?? unknown),
    field("MRR", account?.mrr === undefined ? unknown : moneyInWords(account.mrr, view.money)),
    field("Renewal", account?.renewsOn === undefined ? unknown : renewalInWords(account.renewsOn, view)),
    { type: "mrkdwn", text: `Owner\n${ownerInWords(view)}` },
    field("Survey", view.response.body.survey.name ?? view.response.body.survey.id),
    field("Previous score", previousInWords(view)),
    { type: "mrkdwn", text: `Answered\n${moment(view.response.submittedAt, view.timeZone)}` },
    field("Other open cases", account === undefined ? unknown : othersInWords(view.otherOpenCases)),
  ];
}

const unknown = "not given";

function field(label: string, value: string, most = longest): PlainTextElement {
  return { type: "plain_text", text: `${label}\n${line(value, most) || unknown}`, emoji: false };
}

/** The person's name, and how to reach them; never empty. */
function personOf({ case: { respondent } }: CardView): string {
  const reach = respondent.email ?? respondent.id ?? respondent.key;
  const name = shownName(respondent.name);
  return name === undefined ? reach : `${name} (${reach})`;
}

/** Who a case is about in one short phrase, for a line of text. */
export function subjectOf({ respondent, account }: Pick<Case, "respondent" | "account">): string {
  const person = shownName(respondent.name) ?? respondent.email ?? respondent.id ?? respondent.key;
  return account === undefined ? person : `${person}, ${shownName(account.name) ?? account.id}`;
}

/** Who is responsible: a mention, else what is known of them and the group that stands in. */
function ownerInWords({ owner, fallbackGroup, case: subject }: CardView): string {
  const responsible = ownerOf(subject);
  const known = shownName(responsible?.name) ?? responsible?.email;
  const unlisted = known === undefined ? undefined : `${literalLine(known, longest)} (not found in Slack)`;
  const standIn = [unlisted, groupMention(fallbackGroup)].filter((part) => part !== undefined).join(" · ");
  return mention(owner) ?? (standIn === "" ? "nobody yet" : standIn);
}

/** The amount as it was sent; what it is in the policy's currency is said when known and never guessed. */
function moneyInWords(money: Money, mark: ValueMark): string {
  const own = money.currency ?? mark.currency;
  const value = inCurrency(money, mark.currency, mark.rates);
  const shown = amount(money.amount, own);
  if (value === undefined) return `${shown} (not compared with the high-value mark: no rate for ${own})`;
  const compared = own === mark.currency ? shown : `${shown} (about ${amount(Math.round(value), mark.currency)})`;
  return value >= mark.highValueMrr ? `${compared} · high value` : compared;
}

const amounts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

function amount(value: number, currency: string): string {
  return `${currency} ${amounts.format(value)}`;
}

function renewalInWords(day: string, { now, timeZone }: CardView): string {
  const today = localDay(Date.parse(now), timeZone);
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (days === 0) return `${day} (today)`;
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `${day} (in ${count})` : `${day} (${count} ago)`;
}

function previousInWords({ case: { previousScore }, response }: CardView): string {
  return previousScore === undefined ? "none" : scoreInWords(response.body.metric, previousScore);
}

function othersInWords(count: number): string {
  return count === 0 ? "none" : `${count} more in this account`;
}
