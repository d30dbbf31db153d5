import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AttributeType, BillingMode, Operation, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import { type IndexName, tableDefinition } from "../../shared/adapters/dynamodb/table-definition.ts";
import { whenBehind } from "../hurt.ts";
import type { Stage } from "../stages.ts";
import { streamFilter, type StreamConsumer } from "../topology.ts";
import { type Operator, alarmPeriod } from "./operator.ts";
import type { PipelineFunction } from "./pipeline-function.ts";
import type { WorkQueue } from "./work-queue.ts";

const key = (name: string) => ({ name, type: AttributeType.STRING });

/** The operations that are watched for being pushed back. */
const watched = [
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
];

/** What may be asked of the table itself. */
export type TableOperation = "GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem";

/** The one table, its stream, and who may do what with it. */
export class FeedbackTable extends Construct {
  readonly table: Table;
  private readonly failures: WorkQueue;
  private readonly operator: Operator;

  constructor(scope: Construct, id: string, props: { readonly stage: Stage; readonly operator: Operator; readonly failures: WorkQueue }) {
    super(scope, id);
    this.operator = props.operator;
    this.failures = props.failures;
    const { partitionKey, sortKey, timeToLive, indexes, projection, streamView } = tableDefinition;
    const { keepsData } = props.stage;
    this.table = new Table(this, "Table", {
      partitionKey: key(partitionKey),
      sortKey: key(sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType[streamView],
      timeToLiveAttribute: timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const index of indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: key(index.partitionKey),
        sortKey: key(index.sortKey),
        projectionType: ProjectionType[projection],
      });
    }
    this.operator.hearsOf(this, "Throttled", {
      metric: this.table.metricThrottledRequestsForOperations({ operations: watched, period: alarmPeriod }),
      limit: 10,
      periods: 2,
      hurt: "Integrators are asked to come back later and alerts are late: the table pushes requests back.",
      section: "the-table-pushes-back",
    });
  }

  private get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error("the table was made without a stream");
    return tableStreamArn;
  }

  /** Lets a function do these things with items, alone or in a transaction. No scan: nothing here needs one. */
  usedBy(fn: PipelineFunction, ...operations: readonly TableOperation[]): void {
    fn.knows("table", this.table.tableName);
    fn.may(operations.map((operation) => `dynamodb:${operation}`), [this.table.tableArn]);
  }

  /** Lets a function look into indexes. */
  searchedBy(fn: PipelineFunction, ...names: readonly IndexName[]): void {
    fn.may(["dynamodb:Query"], names.map((name) => `${this.table.tableArn}/index/${name}`));
  }

  /** Feeds a function with responses as they are written. */
  feeds(fn: PipelineFunction, { to, sees, batchSize, batchWindowSeconds, tumblingWindowSeconds, retries }: StreamConsumer): void {
    const stream = this.streamArn;
    fn.may(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [stream]);
    fn.may(["dynamodb:ListStreams"], ["*"]);
    Validations.of(fn).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "Lambda lists streams before it reads one, and AWS knows no narrower permission for that (dynamodb:ListStreams has no resource).",
    });
    fn.lambda.addEventSourceMapping("Stream", {
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      ...(batchWindowSeconds === 0 ? {} : { maxBatchingWindow: Duration.seconds(batchWindowSeconds) }),
      ...(tumblingWindowSeconds === undefined ? {} : { tumblingWindow: Duration.seconds(tumblingWindowSeconds) }),
      filters: [FilterCriteria.filter(streamFilter({ sees }))],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      ...(retries === undefined ? {} : { retryAttempts: retries }),
      onFailure: new SqsDlq(this.failures.queue),
    });
    this.operator.hearsOf(fn, "Behind", {
      metric: fn.lambda.metric("IteratorAge", { statistic: "Maximum", period: alarmPeriod }),
      limit: Duration.minutes(5).toMilliseconds(),
      hurt: whenBehind[to],
      section: "the-stream-is-behind",
    });
  }
}
