import type { Child } from "hono/jsx";
import { bandSchema, metricSchema } from "../../../../shared/domain/metric.ts";
import { deskRoleSchema } from "../../../../shared/domain/desk-role.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import { severitySchema } from "../../../../shared/domain/severity.ts";
import type { Formats } from "../formats.ts";
import type { Language } from "../language.ts";
import { commonWords } from "../words.ts";
import { setupWords } from "./words.ts";

type PolicyProps = { readonly policy: Policy; readonly language: Language; readonly formats: Formats };

/** The policy as it is understood: every rule in words, with what the deployer left out. */
export function PolicySection({ policy, language, formats }: PolicyProps) {
  const words = setupWords[language];
  return (
    <section aria-labelledby="policy">
      <h2 id="policy">{words.policy}</h2>
      <p class="soft small">{words.policyAbout}</p>
      <dl>{rulesOf({ policy, language, formats }).map(([name, said]) => <><dt>{words.rule[name]}</dt><dd>{said}</dd></>)}</dl>
    </section>
  );
}

type Rule = readonly [name: keyof (typeof setupWords)["en"]["rule"], said: Child];

function rulesOf(props: PolicyProps): readonly Rule[] {
  return [...scoreRules(props), ...caseRules(props), ...messageRules(props), ...deskRules(props)];
}

function scoreRules({ policy, language, formats }: PolicyProps): readonly Rule[] {
  const words = setupWords[language];
  const rates = Object.entries(policy.rates).map(([currency, rate]) => `1 ${currency} = ${formats.decimal(rate, 6)} ${policy.currency}`);
  return [
    ["timeZone", policy.timeZone],
    ["currency", policy.currency],
    ["rates", rates.join(" · ") || words.none],
    ["highValue", formats.money(policy.highValueMrr, policy.currency)],
    ["bands", lines(metricSchema.options.map((metric) => words.band(commonWords[language].metric[metric], String(policy.bands[metric].detractorAtMost), String(policy.bands[metric].promoterAtLeast))))],
    ["segments", policy.segments.join(", ") || words.none],
  ];
}

function caseRules({ policy, language, formats }: PolicyProps): readonly Rule[] {
  const words = setupWords[language];
  const { severity, slack, sla, escalation } = policy;
  const long = (ms: number) => formats.minutes(ms / 60_000);
  const standIns = [...[escalation.backup, escalation.manager].flatMap((who) => who ?? []), ...escalation.people.map(({ who, away, backup, manager }) => [who, ...(away ? [setupWords[language].away] : []), ...[backup, manager].flatMap((one) => one ?? [])].join(" → "))];
  return [
    ["severity", lines([words.points(String(severity.critical), String(severity.high)), ...severity.rules.map(({ reason, points }) => words.rulePoints(reason, String(points)))])],
    ["channels", words.defaultAndTest(slack.defaultChannel, slack.testChannel)],
    ["routing", slack.routing.length === 0 ? words.none : lines(slack.routing.map(({ when, channel }) => `${conditionsIn(when)} → ${channel}`))],
    ["workers", slack.workers ?? words.everybody],
    ["burst", words.aMinute(formats.count(slack.burst))],
    ["hours", sla.hours === "always" ? words.always : `${sla.hours.start}–${sla.hours.end}, ${sla.hours.days.map((day) => weekdayIn(formats, day)).join(" ")}, ${sla.hours.timeZone}${sla.hours.holidays.length === 0 ? "" : ` · ${sla.hours.holidays.map(formats.day).join(", ")}`}`],
    ["targets", lines(severitySchema.options.map((one) => `${commonWords[language].severity[one]}: ${words.target(long(sla.targets[one].acknowledge), long(sla.targets[one].resolve))}`))],
    ["remind", long(sla.remindAfter)],
    ["escalation", standIns.length === 0 ? words.none : lines(standIns)],
    ["rootCauses", policy.rootCauses.join(", ")],
  ];
}

function messageRules({ policy: { messages, rewards, digests, slack }, language, formats }: PolicyProps): readonly Rule[] {
  const words = setupWords[language];
  const long = (ms: number) => formats.minutes(ms / 60_000);
  const byBand = (said: (band: (typeof bandSchema.options)[number]) => string) => bandSchema.options.map((band) => `${commonWords[language].band[band]}: ${said(band)}`).join(" · ");
  return [
    ["sender", `${messages.sender.name} <${messages.sender.email}>, ${messages.postalAddress}`],
    ["modes", byBand((band) => messages.modes[band])],
    ["delays", byBand((band) => long(messages.delays[band]))],
    ["quietHours", messages.quietHours === "off" ? words.off : `${messages.quietHours.start}–${messages.quietHours.end}`],
    ["oncePer", long(messages.oncePer)],
    ["afterResolution", messages.afterResolution === "off" ? words.off : `${long(messages.afterResolution.after)}, ${messages.afterResolution.survey}`],
    ["suppressed", messages.suppressedDomains.join(", ") || words.none],
    ["rewardOncePer", long(rewards.oncePer)],
    ["digests", digests.length === 0 ? words.none : lines(digests.map((rule) => `${rule.id}: ${rule.every === "week" ? weekdayIn(formats, rule.day) : ""} ${rule.at}, ${rule.metrics.map((metric) => metric.toUpperCase()).join(", ")} → ${rule.channel ?? slack.defaultChannel}`))],
  ];
}

function deskRules({ policy: { desk, api }, language, formats }: PolicyProps): readonly Rule[] {
  const words = setupWords[language];
  return [
    ["roles", lines(deskRoleSchema.options.map((role) => `${commonWords[language].role[role]}: ${holdersIn(desk.roles[role], words)}`))],
    ["rate", words.aSecond(formats.count(api.ratePerSecond))],
  ];
}

function holdersIn(holders: Policy["desk"]["roles"]["lead"], words: (typeof setupWords)["en"]): string {
  return holders === "everybody" ? words.everybody : holders.join(", ") || words.none;
}

function conditionsIn({ attributes, ...when }: Policy["slack"]["routing"][number]["when"]): string {
  return [...Object.entries(when), ...Object.entries(attributes ?? {})].map(([name, values]) => `${name} ${(values ?? []).join("/")}`).join(", ");
}

/** Monday is 1, and was the first day of 2024. */
function weekdayIn({ weekday }: Formats, day: number): string {
  return weekday(`2024-01-0${day}`);
}

function lines(said: readonly string[]): Child {
  return said.map((line, at) => <>{at === 0 ? null : <br />}{line}</>);
}
