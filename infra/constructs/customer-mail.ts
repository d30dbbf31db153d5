import { domainToASCII } from "node:url";
import { Annotations, ArnFormat, CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus, EventField, type IRuleTarget, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { stageName } from "../names.ts";
import type { Stage } from "../stages.ts";
import type { Operator } from "./operator.ts";
import type { PipelineFunction } from "./pipeline-function.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What SES tells of a mail, by its own words in EventBridge and by ours on the queue. */
const told = [
  { type: "Send", event: EmailSendingEvent.SEND, detailType: "Email Sent" },
  { type: "Reject", event: EmailSendingEvent.REJECT, detailType: "Email Rejected" },
  { type: "Bounce", event: EmailSendingEvent.BOUNCE, detailType: "Email Bounced" },
  { type: "Complaint", event: EmailSendingEvent.COMPLAINT, detailType: "Email Complaint Received" },
] as const;

/** In an event's pattern: that it is there. */
const present = [{ exists: true }];

/** The mail that customers receive, and what comes back of it. */
export class CustomerMail extends Construct {
  readonly configurationSetName: string;
  /** The address that mails come from, as SES is given it. */
  readonly sender: string;

  /** @param props.sender the policy's sender, as an address */
  constructor(
    scope: Construct,
    id: string,
    props: { readonly stage: Stage; readonly operator: Operator; readonly sender: string; readonly events: WorkQueue },
  ) {
    super(scope, id);
    const { stage, operator, sender, events } = props;
    this.sender = asSent(sender);
    this.configurationSetName = stageName(stage.name);
    const configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: this.configurationSetName,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    if (domainOf(sender) === "example.com") Annotations.of(this).addWarningV2("afterscore:example-sender", "The sender is an example: set messages.sender in policy.yaml.");
    this.verify(stage);
    configurationSet.addEventDestination("Events", {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "Bus", "default")),
      events: told.map(({ event }) => event),
    });
    for (const { type, detailType } of told) {
      new Rule(this, type, {
        description: `What SES tells of our mail (${type}), without whom it went to.`,
        eventPattern: {
          source: ["aws.ses"],
          detailType: [detailType],
          // Mail that was sent otherwise has no tags of ours.
          detail: { mail: { tags: { "ses:configuration-set": [this.configurationSetName], response: present, effect: present, address: present } } },
        },
        targets: [toQueue(events, type)],
      });
    }
    operator.hearsOf(this, "Bounces", {
      metric: reputation("BounceRate"),
      limit: 0.05,
      hurt: "Mail bounces so often that SES may soon stop sending all of it.",
      section: "mail-reputation",
    });
    operator.hearsOf(this, "Complaints", {
      metric: reputation("ComplaintRate"),
      limit: 0.001,
      hurt: "Customers report our mail as spam so often that SES may soon stop sending all of it.",
      section: "mail-reputation",
    });
  }

  private verify({ verifies }: Stage): void {
    if (verifies === "nothing") return;
    const identity = verifies === "domain" ? Identity.domain(domainOf(this.sender)) : Identity.email(this.sender);
    const { dkimRecords } = new EmailIdentity(this, "Sender", { identity });
    if (verifies === "address") return;
    for (const [at, { name, value }] of dkimRecords.entries()) new CfnOutput(Stack.of(this), `Dns${at + 1}`, { value: `${name} CNAME ${value}` });
  }

  /** Lets a function write to customers, as the policy's sender and nobody else. */
  sentBy(fn: PipelineFunction): void {
    fn.knows("configurationSet", this.configurationSetName);
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    fn.may(["ses:SendEmail"], [arn("identity", "*"), arn("configuration-set", this.configurationSetName)], {
      StringEquals: { "ses:FromAddress": this.sender },
    });
    Validations.of(fn).acknowledge({
      id: "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]",
      reason: "SES asks for permission on every identity that takes part, in the sandbox also on those who receive; the condition limits who sends to the policy's sender.",
    });
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** An address with its domain in the form that goes over the wire, and that permissions are compared with. */
function asSent(address: string): string {
  return `${address.slice(0, address.lastIndexOf("@"))}@${domainToASCII(domainOf(address))}`;
}

function reputation(rate: "BounceRate" | "ComplaintRate"): Metric {
  return new Metric({ namespace: "AWS/SES", metricName: `Reputation.${rate}`, statistic: "Average", period: Duration.hours(1) });
}

/** An event by its ids: the addresses that SES names in it are not put on our queue. */
function toQueue(events: WorkQueue, type: string): IRuleTarget {
  return new SqsQueue(events.queue, {
    message: RuleTargetInput.fromObject({
      version: 1,
      type,
      responseId: EventField.fromPath("$.detail.mail.tags.response[0]"),
      effect: EventField.fromPath("$.detail.mail.tags.effect[0]"),
      address: EventField.fromPath("$.detail.mail.tags.address[0]"),
      messageId: EventField.fromPath("$.detail.mail.messageId"),
      at: EventField.fromPath("$.time"),
      ...(type === "Bounce" ? { bounceType: EventField.fromPath("$.detail.bounce.bounceType") } : {}),
    }),
  });
}
