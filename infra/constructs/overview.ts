import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Dashboard, GraphWidget, type IMetric, Row } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { stageName } from "../names.ts";
import type { Stage } from "../stages.ts";
import { type FunctionName, type QueueName, functionNames, queueConsumers, queues, streamConsumers } from "../topology.ts";
import { effectsMetric, ownMetric } from "./own-metrics.ts";
import type { PipelineFunction } from "./pipeline-function.ts";
import type { WorkQueue } from "./work-queue.ts";

type OverviewProps = {
  readonly stage: Stage;
  readonly functions: Readonly<Record<FunctionName, PipelineFunction>>;
  readonly queues: Readonly<Record<QueueName, WorkQueue>>;
  readonly table: Table;
};

/** The dashboard: what came in, what came of it, and what is in the way, in the order data flows. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { stage, functions, queues: made, table }: OverviewProps) {
    super(scope, id);
    const graph = (title: string, left: readonly IMetric[]) => new GraphWidget({ title, left: [...left], width: 8, height: 6 });
    const each = (metricOf: (fn: PipelineFunction) => IMetric) => functionNames.map((name) => metricOf(functions[name]));
    const states = (["sent", "cancelled", "unknown", "failed"] as const).map((state) => effectsMetric(stage, state).with({ label: state }));
    const dead = queues.filter((queue) => !("deadLetter" in queue));
    new Dashboard(this, "Dashboard", {
      dashboardName: stageName(stage.name),
      widgets: [
        [
          new Row(
            graph("Responses accepted", [ownMetric(stage, "ResponsesAccepted", "route")]),
            graph("Effects, by what became of them", states),
            graph("Milliseconds from answer to alert", ["p50", "p99"].map((p) => ownMetric(stage, "TimeToAlert", "alert", p))),
          ),
        ],
        [
          new Row(
            graph("Milliseconds the stream is behind", streamConsumers.map(({ to }) => functions[to].lambda.metric("IteratorAge", { statistic: "Maximum" }))),
            graph("Seconds the oldest message waits", queueConsumers.map(({ queue }) => made[queue].queue.metricApproximateAgeOfOldestMessage())),
            graph("Dead letters", dead.map(({ name }) => made[name].queue.metricApproximateNumberOfMessagesVisible())),
          ),
        ],
        [
          new Row(
            graph("Unknown for more than an hour", [ownMetric(stage, "UnknownOverdue", "escalate", "Maximum")]),
            graph("Parked", streamConsumers.map(({ to }) => ownMetric(stage, "RecordsParked", to))),
            graph("Channels that refused", [ownMetric(stage, "ChannelRefused", "alert"), ownMetric(stage, "ChannelRefused", "report")]),
          ),
        ],
        [
          new Row(
            graph("Errors", each(({ lambda }) => lambda.metricErrors({ statistic: "Sum" }))),
            graph("Milliseconds a function takes, p99", each(({ lambda }) => lambda.metricDuration({ statistic: "p99" }))),
            graph("Write units", [table.metricConsumedWriteCapacityUnits({ statistic: "Sum" })]),
          ),
        ],
      ],
    });
  }
}
