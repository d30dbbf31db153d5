import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";

const client = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

/** SDK client of a local queue engine. */
export function sqsAt(endpoint: string): SQSClient {
  return new SQSClient({ ...client, endpoint });
}

/** SDK clients of a local table engine. */
export function dynamoAt(endpoint: string): { table: DynamoDBClient; streams: DynamoDBStreamsClient } {
  return { table: new DynamoDBClient({ ...client, endpoint }), streams: new DynamoDBStreamsClient({ ...client, endpoint }) };
}
