import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { functionNames, queues, schedules, streamConsumers } from "../../../infra/topology.ts";
import { nameOf } from "./names.ts";
import { type Rule, compare, figures } from "./rule.ts";
import { type Alarm, type Dimension, type Template, type Value, ofType, statementsOf, target } from "./synthesize.ts";

const runbook = readFileSync(fileURLToPath(new URL("../../../docs/runbook.md", import.meta.url)), "utf8");
/** The anchors of the runbook's sections, as GitHub makes them of their headings. */
const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replace(/[^a-z0-9 -]/g, "").replaceAll(" ", "-"));

/** What is watched: whatever can fail has an alarm, and every alarm is expected. */
const watched: readonly string[] = [
  ...functionNames.flatMap((name) => [`Errors of ${name}`, `Throttles of ${name}`]),
  ...streamConsumers.flatMap(({ to }) => [`IteratorAge of ${to}`, `RecordsParked of ${to}`]),
  ...queues.map((queue) => ("deadLetter" in queue ? `ApproximateAgeOfOldestMessage of ${queue.name}` : `ApproximateNumberOfMessagesVisible of ${queue.name}`)),
  ...schedules.map(({ to }) => `Invocations of ${to}`),
  "5xx of the API",
  "ThrottledRequests of table",
  "UnknownOverdue of escalate",
  "ChannelRefused of alert",
  "ChannelRefused of report",
  "RewardsLow of escalate",
  "Effects failed",
  "Reputation.BounceRate of mail",
  "Reputation.ComplaintRate of mail",
];

/** Everything that can fail is watched, by an alarm that tells the operator when it begins and ends, says who is hurt, and leads to a section of the runbook that exists. */
export const alarms: Rule = (template) => {
  const found = ofType(template, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => ({ Properties, about: aboutOf(template, Properties) }));
  return [
    ...compare(watched, found.map(({ about }) => about), (about) => `no alarm watches ${about}`, (about) => `nobody expects an alarm on ${about}`),
    ...found.flatMap(({ Properties, about }) => [
      ...figures(
        `alarm on ${about}`,
        { "says who is hurt": true, "has a section in the runbook": true, begins: ["operator"], ends: ["operator"] },
        {
          "says who is hurt": /^[A-Z].{30,}\. What to do: docs\/runbook\.md#/.test(Properties.AlarmDescription ?? ""),
          "has a section in the runbook": sections.includes(String(Properties.AlarmDescription).split("#").at(-1) ?? ""),
          begins: (Properties.AlarmActions ?? []).map((action: Value) => nameOf(template, target(action))),
          ends: (Properties.OKActions ?? []).map((action: Value) => nameOf(template, target(action))),
        },
      ),
    ]),
  ];
};

/** What an alarm is about: its metric, and whose it is. */
function aboutOf(template: Template, { MetricName = "", Dimensions = [], Metrics }: Alarm): string {
  const state = Dimensions.find(({ Name }) => Name === "state")?.Value;
  if (state !== undefined) return `${MetricName} ${target(state)}`;
  if (Metrics === undefined) return `${MetricName} of ${ownerOf(template, Dimensions)}`;
  const metrics = Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]));
  return `${metrics[0]?.MetricName} of ${[...new Set(metrics.map((metric) => ownerOf(template, metric.Dimensions)))].join(", ")}`;
}

function ownerOf(template: Template, dimensions: readonly Dimension[]): string {
  const by = (name: string) => dimensions.find(({ Name }) => Name === name)?.Value;
  const named = by("service") ?? by("FunctionName") ?? by("QueueName") ?? by("TableName");
  if (named !== undefined) return typeof named === "string" ? named : nameOf(template, target(named));
  return by("ApiId") === undefined ? "mail" : "the API";
}

/** What becomes of mail comes back: four kinds of events, each by its own rule to the queue, and the queue lets them in. */
export const mailEvents: Rule = (template, stage) => {
  const [[, { Properties: destination }] = ["", { Properties: {} }]] = ofType(template, "AWS::SES::ConfigurationSetEventDestination");
  const rules = ofType(template, "AWS::Events::Rule").filter(([, { Properties }]) => Properties.EventPattern !== undefined);
  const found = rules.map(([, { Properties: { EventPattern, Targets } }]) => {
    const message = JSON.parse(Targets[0].InputTransformer.InputTemplate.replaceAll(/:<([^>]+)>/g, ':"<$1>"'));
    const { "ses:configuration-set": sets, ...tags } = EventPattern.detail.mail.tags;
    const ours = sets[0] === `afterscore-${stage.name}` && JSON.stringify(Object.keys(tags).sort()) === JSON.stringify(["address", "effect", "response"]);
    return `${EventPattern.source[0]} ${EventPattern["detail-type"][0]} → ${message.type} on ${nameOf(template, target(Targets[0].Arn))}${ours ? "" : ", of other mail too"}`;
  });
  const wanted = [["Email Sent", "Send"], ["Email Rejected", "Reject"], ["Email Bounced", "Bounce"], ["Email Complaint Received", "Complaint"]].map(
    ([told, type]) => `aws.ses ${told} → ${type} on mail-events`,
  );
  const letIn = ofType(template, "AWS::SQS::QueuePolicy").flatMap(([, policy]) =>
    statementsOf(policy)
      .filter(({ Principal, Action }) => Principal?.Service === "events.amazonaws.com" && [Action].flat().includes("sqs:SendMessage"))
      .map(({ Condition }) => target(Condition?.["ArnEquals"]?.["aws:SourceArn"])),
  );
  return [
    ...compare(wanted, found, (rule) => `no rule brings ${rule}`, (rule) => `nobody expects the rule ${rule}`),
    ...compare(rules.map(([id]) => id), letIn, (id) => `mail-events does not let ${id} in`, (id) => `mail-events lets ${id} in`),
    ...figures("mail events", { kinds: ["SEND", "REJECT", "BOUNCE", "COMPLAINT"] }, { kinds: destination.EventDestination?.MatchingEventTypes?.map((kind: string) => kind.toUpperCase()) }),
  ];
};

/** CloudWatch may tell the operator: without that, every alarm is silent. */
export const operatorHears: Rule = (template) => {
  const letIn = ofType(template, "AWS::SNS::TopicPolicy").some(([, policy]) =>
    statementsOf(policy).some(({ Effect, Principal, Action }) => Effect === "Allow" && Principal?.Service === "cloudwatch.amazonaws.com" && Action === "sns:Publish"),
  );
  return figures("operator", { "may be told by CloudWatch": true }, { "may be told by CloudWatch": letIn });
};

/** Secrets outlive the stack where its data does. */
export const secrets: Rule = (template, stage) => {
  const found = ofType(template, "AWS::SecretsManager::Secret");
  return [
    ...compare(["secret slack", "secret links", "secret pseudonyms", "secret desk"], found.map(([id]) => nameOf(template, id)), (name) => `there is no ${name}`, (name) => `nobody expects ${name}`),
    ...found.flatMap(([id, { DeletionPolicy }]) => figures(nameOf(template, id), { deletion: stage.keepsData ? "RetainExceptOnCreate" : "Delete" }, { deletion: DeletionPolicy })),
  ];
};
