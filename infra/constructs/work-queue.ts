import { Duration, Validations } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { variables } from "../../shared/environment.ts";
import { whenStuck } from "../hurt.ts";
import { physicalName } from "../names.ts";
import type { Stage } from "../stages.ts";
import type { queues } from "../topology.ts";
import { type Operator, alarmPeriod } from "./operator.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

type Described = (typeof queues)[number];

type WorkQueueProps = {
  readonly described: Described;
  readonly stage: Stage;
  readonly operator: Operator;
  /** Where messages go that cannot be worked; a queue without is such a place itself. */
  readonly deadLetters?: WorkQueue;
};

/** One of the topology's queues, with the alarm that belongs to it. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { described, stage, operator, deadLetters }: WorkQueueProps) {
    super(scope, id);
    const { name, fifo, visibilityTimeoutSeconds } = described;
    this.queue = new Queue(this, "Queue", {
      queueName: physicalName(stage.name, name),
      // One lane's traffic does not count against another's.
      ...(fifo ? { fifo, deduplicationScope: DeduplicationScope.MESSAGE_GROUP, fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID } : {}),
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      ...("deadLetter" in described && deadLetters !== undefined
        ? { deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: described.deadLetter.maxReceiveCount } }
        : { retentionPeriod: stage.deadLetterRetention }),
    });
    if ("patienceMinutes" in described) {
      operator.hearsOf(this, "Behind", {
        metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: "Maximum" }),
        limit: 60 * described.patienceMinutes,
        hurt: whenStuck[name],
        section: "a-queue-is-behind",
      });
    } else {
      Validations.of(this).acknowledge({ id: "AwsSolutions-SQS3", reason: "It is where failures go; the stream's are sent there by Lambda, which cdk-nag does not see." });
      operator.hearsOf(this, "NotEmpty", {
        metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: "Maximum" }),
        limit: 0,
        hurt: whenStuck[name],
        section: "dead-letters",
      });
    }
  }

  /** Lets a function put messages here, and tells it where that is. */
  filledBy(fn: PipelineFunction, variable: keyof typeof variables): void {
    fn.knows(variable, this.queue.queueUrl);
    fn.may(["sqs:SendMessage"], [this.queue.queueArn]);
  }

  /** Feeds a function with its messages. */
  feeds(fn: PipelineFunction, batch: { readonly batchSize: number; readonly maximumConcurrency: number }): void {
    fn.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: batch.batchSize,
        maxConcurrency: batch.maximumConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
