import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../../../../shared/adapters/dynamodb/table-definition.ts";
import type { Deployment } from "../deployment.ts";
import { type Finding, findingsOf, wrong } from "./finding.ts";

/** Asks the store whether the table is at work. */
export async function lookAtTable({ table: TableName, dynamoDb }: Deployment): Promise<readonly Finding[]> {
  try {
    const { Table } = await new DynamoDBClient(dynamoDb).send(new DescribeTableCommand({ TableName }));
    return judgeTable(TableName, Table ?? {});
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [wrong(`Table: there is no ${TableName}; deploy again.`)];
    throw error;
  }
}

/** What would keep responses from being taken, or from being worked on. */
export function judgeTable(name: string, table: Pick<TableDescription, "TableStatus" | "StreamSpecification">): readonly Finding[] {
  const { TableStatus = "?", StreamSpecification: stream } = table;
  const { streamView } = tableDefinition;
  const problems = [
    ...(TableStatus === "ACTIVE" || TableStatus === "UPDATING" ? [] : [`Table: ${name} is ${TableStatus}; wait until it is ACTIVE.`]),
    ...(stream?.StreamEnabled === true && stream.StreamViewType === streamView
      ? []
      : [`Table: its stream is not on with ${streamView}, so nothing is planned or counted; deploy again.`]),
  ];
  return findingsOf(problems, `Table: ${name} is active, and its stream is on.`);
}

/** Asks AWS, with the SDK's own configuration, how the table is kept; a laptop neither backs up nor forgets. */
export async function lookAtKeeping(TableName: string): Promise<readonly Finding[]> {
  const client = new DynamoDBClient();
  const [backups, forgetting] = await Promise.all([
    client.send(new DescribeContinuousBackupsCommand({ TableName })),
    client.send(new DescribeTimeToLiveCommand({ TableName })),
  ]);
  return judgeKeeping({
    recovery: backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    timeToLive: forgetting.TimeToLiveDescription?.TimeToLiveStatus,
  });
}

/** What would lose data for good, or keep what has passed. */
export function judgeKeeping({ recovery, timeToLive }: { recovery: string | undefined; timeToLive: string | undefined }): readonly Finding[] {
  const problems = [
    ...(recovery === "ENABLED" ? [] : ["Backups: point-in-time recovery is off, so what is deleted is gone; deploy again."]),
    ...(timeToLive === "ENABLED" || timeToLive === "ENABLING"
      ? []
      : [`Backups: time to live is not on for ${tableDefinition.timeToLive}, so what has passed is kept; deploy again.`]),
  ];
  return findingsOf(problems, "Backups: point-in-time recovery is on, and so is time to live.");
}
