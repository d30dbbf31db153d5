import { Annotations, Duration, Stack } from "aws-cdk-lib";
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

/** A section of docs/runbook.md, by its anchor. */
export type RunbookSection =
  | "responses-are-refused"
  | "functions-fail"
  | "the-stream-is-behind"
  | "dead-letters"
  | "a-queue-is-behind"
  | "effects-are-unknown"
  | "effects-failed"
  | "records-are-parked"
  | "a-channel-refuses"
  | "a-reward-runs-out"
  | "the-sweep-stands-still"
  | "no-digest-comes"
  | "the-table-pushes-back"
  | "mail-reputation";

/** Something the operator is to be told of. */
export type Concern = {
  readonly metric: IMetric;
  /** Told when the metric is above it (or below, when `tooLow`). */
  readonly limit: number;
  readonly tooLow?: boolean;
  /** How many periods of the metric in a row. */
  readonly periods?: number;
  /** Who is hurt and how, in a sentence for somebody who has just been woken. */
  readonly hurt: string;
  readonly section: RunbookSection;
};

/** How long a metric is added up for an alarm when nothing else is said. */
export const alarmPeriod = Duration.minutes(5);

/** Whoever runs this deployment: hears of every alarm, once when it begins and once when it is over. */
export class Operator extends Construct {
  private readonly topic: Topic;
  private readonly runbook: string;

  /**
   * @param props.email told by mail; without one, people subscribe to the topic themselves
   * @param props.runbook where docs/runbook.md can be read
   */
  constructor(scope: Construct, id: string, props: { readonly name: string; readonly email: string; readonly runbook: string }) {
    super(scope, id);
    this.runbook = props.runbook;
    this.topic = new Topic(this, "Topic", { topicName: props.name, displayName: "Afterscore", enforceSSL: true });
    // CDK's policy against plain HTTP takes the place of SNS's own, which would have let CloudWatch in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (props.email === "") Annotations.of(this).addWarningV2("afterscore:nobody-hears", "Nobody hears of alarms: set operatorEmail in cdk.json, or subscribe to the topic.");
    else this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** Tells the operator when a limit is passed. An alarm belongs to what it watches: that is its scope. */
  hearsOf(scope: Construct, id: string, { metric, limit, tooLow = false, periods = 1, hurt, section }: Concern): void {
    const { GREATER_THAN_THRESHOLD, LESS_THAN_THRESHOLD } = ComparisonOperator;
    const props: AlarmProps = {
      metric,
      threshold: limit,
      evaluationPeriods: periods,
      comparisonOperator: tooLow ? LESS_THAN_THRESHOLD : GREATER_THAN_THRESHOLD,
      // What reports nothing has nothing to report, unless its silence is the very thing.
      treatMissingData: tooLow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${hurt} What to do: ${this.runbook}#${section}`,
    };
    const alarm = new Alarm(scope, id, props);
    const tell = new SnsAction(this.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}
