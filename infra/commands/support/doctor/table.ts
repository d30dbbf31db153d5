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
function judgeTable(name: string, table: Pick<TableDescription, "TableStatus" | "StreamSpecification">): readonly Finding[] {
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
  const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  const timeToLive = forgetting.TimeToLiveDescription?.TimeToLiveStatus;
  const problems = [
    ...(recovery === "ENABLED" ? [] : ["Keeping: point-in-time recovery is off, so what is deleted is gone; deploy again."]),
    ...(timeToLive === "ENABLED" || timeToLive === "ENABLING"
      ? []
      : [`Keeping: time to live is not on for ${tableDefinition.timeToLive}, so what has passed is kept; deploy again.`]),
  ];
  return findingsOf(problems, "Keeping: point-in-time recovery is on, and so is time to live.");
}
