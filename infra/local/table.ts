import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../../shared/adapters/dynamodb/table-definition.ts";

/** Makes the table unless it is there, and answers its stream. */
export async function prepareTable(endpoint: string, name: string): Promise<{ streamArn: string }> {
  const client = new DynamoDBClient({ endpoint });
  const existing = await describe(client, name);
  if (existing !== undefined) return { streamArn: existing };
  const { partitionKey, sortKey, indexes, projection, streamView } = tableDefinition;
  // Indexes may share a key.
  const keys = [...new Set([partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])])];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: schema(partitionKey, sortKey),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: projection },
      })),
      StreamSpecification: { StreamEnabled: true, StreamViewType: streamView },
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 10 }, { TableName: name });
  const streamArn = await describe(client, name);
  if (streamArn === undefined) throw new Error(`the table ${name} has no stream`);
  return { streamArn };
}

function schema(partitionKey: string, sortKey: string) {
  return [
    { AttributeName: partitionKey, KeyType: "HASH" as const },
    { AttributeName: sortKey, KeyType: "RANGE" as const },
  ];
}

async function describe(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.LatestStreamArn;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
