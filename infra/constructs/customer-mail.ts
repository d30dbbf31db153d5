import { ArnFormat, CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus, EventField, type IRuleTarget, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import type { Operator } from "./operator.ts";
import type { PipelineFunction } from "./pipeline-function.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What SES tells of a mail, by its own words in EventBridge and by ours on the queue. */
const told = {
  Send: "Email Sent",
  Reject: "Email Rejected",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
} as const;

/** The mail that customers receive, and what comes back of it. */
export class CustomerMail extends Construct {
  readonly configurationSetName: string;
  private readonly sender: string;

  /** @param props.sender the policy's sender, as an address */
  constructor(
    scope: Construct,
    id: string,
    props: { readonly stage: Stage; readonly operator: Operator; readonly sender: string; readonly events: WorkQueue },
  ) {
    super(scope, id);
    const { stage, operator, sender, events } = props;
    this.sender = sender;
    this.configurationSetName = `afterscore-${stage.name}`;
    const configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: this.configurationSetName,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const domain = sender.slice(sender.lastIndexOf("@") + 1);
    const identity = new EmailIdentity(this, "Sender", {
      identity: stage.verifies === "domain" ? Identity.domain(domain) : Identity.email(sender),
      configurationSet,
    });
    if (stage.verifies === "domain") {
      for (const [at, { name, value }] of identity.dkimRecords.entries()) new CfnOutput(this, `Dns${at + 1}`, { value: `${name} CNAME ${value}` });
    }
    configurationSet.addEventDestination("Events", {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "Bus", "default")),
      events: [EmailSendingEvent.SEND, EmailSendingEvent.REJECT, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    for (const [type, detailType] of Object.entries(told)) {
      new Rule(this, type, {
        description: `What SES tells of our mail (${type}), without whom it went to.`,
        eventPattern: {
          source: ["aws.ses"],
          detailType: [detailType],
          detail: { mail: { tags: { "ses:configuration-set": [this.configurationSetName] } } },
        },
        targets: [toQueue(events, type)],
      });
    }
    operator.hearsOf(this, "Bounces", {
      ...reputation("BounceRate"),
      limit: 0.05,
      hurt: "Mail bounces so often that SES may soon stop sending all of it.",
      section: "mail-reputation",
    });
    operator.hearsOf(this, "Complaints", {
      ...reputation("ComplaintRate"),
      limit: 0.001,
      hurt: "Customers report our mail as spam so often that SES may soon stop sending all of it.",
      section: "mail-reputation",
    });
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

function reputation(rate: "BounceRate" | "ComplaintRate") {
  return { metric: new Metric({ namespace: "AWS/SES", metricName: `Reputation.${rate}`, statistic: "Average", period: Duration.hours(1) }) };
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
