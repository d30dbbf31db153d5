import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { byName } from "./by-name.ts";
import { CustomerMail } from "./constructs/customer-mail.ts";
import { FeedbackTable } from "./constructs/feedback-table.ts";
import { HttpDoor } from "./constructs/http-door.ts";
import { StageSecret, deskSecret, linksSecret, pseudonymsSecret, slackSecret } from "./constructs/stage-secret.ts";
import { Operator } from "./constructs/operator.ts";
import { OwnAlarms } from "./constructs/own-alarms.ts";
import { Overview } from "./constructs/overview.ts";
import { PipelineFunction } from "./constructs/pipeline-function.ts";
import { Sweep } from "./constructs/sweep.ts";
import { WorkQueue } from "./constructs/work-queue.ts";
import type { ReadMessages } from "./messages-source.ts";
import type { ReadPolicy } from "./policy-source.ts";
import type { Stage } from "./stages.ts";
import { type FunctionName, type QueueName, functionNames, queueConsumers, queues, schedules, streamConsumers } from "./topology.ts";

/** What a deployment is told from outside; see `cdk.json`. */
export type Settings = {
  readonly policy: ReadPolicy;
  readonly messages: ReadMessages;
  /** What the API says of itself, as the text of the file that `desk` reads. */
  readonly apiDocuments: string;
  /** Hears of every alarm by mail; nobody when empty. */
  readonly operatorEmail: string;
  /** Where docs/runbook.md can be read. */
  readonly runbook: string;
};

/** Whom a new policy concerns; the others are not deployed again because of it. */
const livesByPolicy: readonly FunctionName[] = ["receive", "route", "alert", "follow-up", "interact", "visit", "escalate", "report", "desk", "forget"];

/** Who speaks to customers, by mail or by a page. */
const speaksToCustomers: readonly FunctionName[] = ["follow-up", "visit"];

/** Who counts for the operator; the others are told of by what AWS itself counts. */
const counting: readonly FunctionName[] = ["route", "alert", "follow-up", "settle", "escalate", "roll-up", "report"];

/** How long a message may still turn up at its receiver after it was sent; milliseconds. */
const settleMs = "60000";

export type AfterscoreStackProps = { readonly stage: Stage; readonly settings: Settings };

/** The whole pipeline of one stage, top to bottom as data flows. What exists is said in topology.ts; here is who may do what. */
export class AfterscoreStack extends Stack {
  constructor(scope: Construct, id: string, { stage, settings }: AfterscoreStackProps) {
    super(scope, id);
    const { policy, messages, apiDocuments, operatorEmail, runbook } = settings;
    const operator = new Operator(this, "Operator", { name: id, email: operatorEmail, runbook });

    // What there is.
    const fn = byName(functionNames.map((name) => ({ name })), ({ name }) => {
      const files = {
        ...(name === "report" ? { pictures: true as const } : {}),
        ...(livesByPolicy.includes(name) ? { policy: policy.sealed } : {}),
        ...(speaksToCustomers.includes(name) ? { messages: messages.sealed } : {}),
        ...(name === "desk" ? { apiDocuments } : {}),
      };
      return new PipelineFunction(this, pascal(name), { name, stage, operator, counts: counting.includes(name), files });
    });
    const queue = workQueues(this, stage, operator);
    const table = new FeedbackTable(this, "Feedback", { stage, operator, failures: queue["stream-failures"] });
    const door = new HttpDoor(this, "Door", { stage, operator, functions: fn });
    const mail = new CustomerMail(this, "Mail", { stage, operator, sender: policy.policy.messages.sender.email, events: queue["mail-events"] });
    const slack = new StageSecret(this, "SlackSecret", { name: "slack", stage, content: slackSecret });
    const links = new StageSecret(this, "LinksSecret", { name: "links", stage, content: linksSecret });
    const pseudonyms = new StageSecret(this, "PseudonymsSecret", { name: "pseudonyms", stage, content: pseudonymsSecret });
    const deskKeys = new StageSecret(this, "DeskSecret", { name: "desk", stage, content: deskSecret });

    // A response comes in, over HTTP, and is durable.
    table.usedBy(fn.receive, "GetItem", "BatchGetItem", "Query", "PutItem");
    table.searchedBy(fn.receive, "gsi1", "gsi2", "gsi3");
    pseudonyms.knownTo(fn.receive, "pseudonymsSecret");

    // The stream brings it to those who decide what must happen, and to those who count.
    for (const consumer of streamConsumers) table.feeds(fn[consumer.to], consumer);
    table.usedBy(fn.route, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    table.searchedBy(fn.route, "gsi1");
    queue["alerts.fifo"].filledBy(fn.route, "alertsQueue");
    queue["follow-ups"].filledBy(fn.route, "followUpsQueue");
    pseudonyms.knownTo(fn.route, "pseudonymsSecret");
    table.usedBy(fn["roll-up"], "GetItem", "PutItem", "UpdateItem");

    // What must happen, happens: alerts in Slack, messages by mail.
    for (const { queue: name, to, ...batch } of queueConsumers) queue[name].feeds(fn[to], batch);
    table.usedBy(fn.alert, "GetItem", "BatchGetItem", "Query", "PutItem");
    table.searchedBy(fn.alert, "gsi2");
    queue["alerts.fifo"].filledBy(fn.alert, "alertsQueue");
    slack.knownTo(fn.alert, "slackSecret");
    fn.alert.knows("settleMs", settleMs);

    table.usedBy(fn["follow-up"], "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    table.searchedBy(fn["follow-up"], "gsi1");
    queue["alerts.fifo"].filledBy(fn["follow-up"], "alertsQueue");
    queue["follow-ups"].filledBy(fn["follow-up"], "followUpsQueue");
    mail.sentBy(fn["follow-up"]);
    links.knownTo(fn["follow-up"], "linksSecret");
    pseudonyms.knownTo(fn["follow-up"], "pseudonymsSecret");
    fn["follow-up"].knows("publicUrl", door.url);
    fn["follow-up"].knows("settleMs", settleMs);

    // What comes back: of mails from SES, of people from Slack, of customers by their links.
    table.usedBy(fn.settle, "GetItem", "PutItem");
    table.usedBy(fn.interact, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem");
    table.searchedBy(fn.interact, "gsi2", "gsi3");
    queue["alerts.fifo"].filledBy(fn.interact, "alertsQueue");
    queue["follow-ups"].filledBy(fn.interact, "followUpsQueue");
    slack.knownTo(fn.interact, "slackSecret");
    pseudonyms.knownTo(fn.interact, "pseudonymsSecret");
    table.usedBy(fn.visit, "GetItem", "Query", "PutItem");
    links.knownTo(fn.visit, "linksSecret");
    pseudonyms.knownTo(fn.visit, "pseudonymsSecret");

    // What is due is found by the clock.
    for (const { name, to, everySeconds } of schedules) new Sweep(this, pascal(name), { name, fn: fn[to], everySeconds, operator });
    table.usedBy(fn.escalate, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem");
    table.searchedBy(fn.escalate, "gsi1");
    queue["alerts.fifo"].filledBy(fn.escalate, "alertsQueue");
    queue["follow-ups"].filledBy(fn.escalate, "followUpsQueue");

    table.usedBy(fn.report, "GetItem", "BatchGetItem", "Query", "PutItem");
    table.searchedBy(fn.report, "gsi1", "gsi3");
    slack.knownTo(fn.report, "slackSecret");
    fn.report.knows("settleMs", settleMs);

    // People look at it, and what they do with cases elsewhere comes in.
    table.usedBy(fn.desk, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    table.searchedBy(fn.desk, "gsi1", "gsi2", "gsi3");
    queue["alerts.fifo"].filledBy(fn.desk, "alertsQueue");
    queue["follow-ups"].filledBy(fn.desk, "followUpsQueue");
    slack.knownTo(fn.desk, "slackSecret");
    pseudonyms.knownTo(fn.desk, "pseudonymsSecret");
    deskKeys.knownTo(fn.desk, "deskSecret");
    fn.desk.knows("publicUrl", door.url);

    // People are forgotten, or told what is held about them.
    table.usedBy(fn.forget, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");
    table.searchedBy(fn.forget, "gsi1");
    queue["alerts.fifo"].filledBy(fn.forget, "alertsQueue");
    queue["follow-ups"].filledBy(fn.forget, "followUpsQueue");
    pseudonyms.knownTo(fn.forget, "pseudonymsSecret");

    new OwnAlarms(this, "Effects", { stage, operator });
    new Overview(this, "Overview", { stage, functions: fn, queues: queue, table: table.table });

    new CfnOutput(this, "ApiUrl", { value: door.url });
    new CfnOutput(this, "TableName", { value: table.table.tableName });
    new CfnOutput(this, "Sender", { value: mail.sender });
    new CfnOutput(this, "ConfigurationSet", { value: mail.configurationSetName });
  }
}

/** Every queue of the topology; dead-letter queues stand before those that need them. */
function workQueues(scope: Construct, stage: Stage, operator: Operator): Readonly<Record<QueueName, WorkQueue>> {
  const made = new Map<string, WorkQueue>();
  return byName(queues, (described) => {
    const deadLetters = "deadLetter" in described ? made.get(described.deadLetter.queue) : undefined;
    const queue = new WorkQueue(scope, pascal(described.name), { described, stage, operator, ...(deadLetters === undefined ? {} : { deadLetters }) });
    made.set(described.name, queue);
    return queue;
  });
}

/** `follow-ups-dead` as `FollowUpsDead`, the way CDK names things. */
function pascal(name: string): string {
  return name.split(/[-.]/).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join("");
}
