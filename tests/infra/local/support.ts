import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, PutItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SendMessageCommand, type Message, type SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import type { OnError, SourceFailure } from "../../../infra/local/event-sources/invocation.ts";

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "afterscore-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Waits until the probe answers something, for at most 15 seconds. */
export async function eventually<T>(probe: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Never came true: ${probe.toString()}`);
    await sleep(10);
  }
}

/** Collects what a source reports as failed. */
export function failureLog(): { readonly failures: (SourceFailure & { message: string })[]; readonly onError: OnError } {
  const failures: (SourceFailure & { message: string })[] = [];
  return {
    failures,
    onError: (error, failure) => failures.push({ ...failure, message: error instanceof Error ? error.message : "" }),
  };
}

/** Sends texts one after another, to one message group when it is given. */
export async function send(sqs: SQSClient, queueUrl: string, bodies: readonly string[], group?: string): Promise<void> {
  for (const body of bodies) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        ...(group !== undefined && { MessageGroupId: group, MessageDeduplicationId: `${group}-${body}` }),
      }),
    );
  }
}

/** Takes up to ten messages at once, without waiting for more. */
export async function receive(sqs: SQSClient, queueUrl: string, waitSeconds = 0): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages;
}

/** Creates the table `things` (key `pk`) with a stream and answers the stream's ARN. */
export async function createThings(table: DynamoDBClient): Promise<string> {
  const { TableDescription } = await table.send(
    new CreateTableCommand({
      TableName: "things",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  return TableDescription!.LatestStreamArn!;
}

/** Puts things by key, one after another, each with a type. */
export async function putThings(table: DynamoDBClient, keys: readonly string[], type = "thing"): Promise<void> {
  for (const key of keys) {
    await table.send(new PutItemCommand({ TableName: "things", Item: { pk: { S: key }, type: { S: type } } }));
  }
}
