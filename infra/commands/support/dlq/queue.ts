import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { Deployment } from "../deployment.ts";
import { physicalName } from "../../../names.ts";

/** A message as it waits. */
export type Waiting = {
  readonly id: string;
  readonly body: string;
  /** When it was first sent, ISO 8601. */
  readonly since: string;
  /** Of a FIFO queue. */
  readonly group?: string;
  readonly handle: string;
};

/** One queue, as somebody works on it by hand. */
export type Queue = {
  /** How many messages wait; AWS says it approximately. */
  count(): Promise<number>;
  /** Takes messages that nobody else has, at most ten; those in hand are nobody else's for a minute. None when there are no more. */
  take(most?: number): Promise<readonly Waiting[]>;
  /** Gives back what was taken. */
  giveBack(messages: readonly Waiting[]): Promise<void>;
  /** `once`: a second message of the same name within five minutes is none, in a FIFO queue. */
  send(message: Pick<Waiting, "body" | "group">, once: string): Promise<void>;
  remove(message: Waiting): Promise<void>;
};

const inHandSeconds = 60;
/** Long enough for all of SQS's servers to be asked. */
const waitSeconds = 1;
const mostAtOnce = 10;

/** Opens queues of a deployment by the topology's names; undefined when there is none of that name. */
export function openQueues(deployment: Deployment): (name: string) => Promise<Queue | undefined> {
  // A queue is asked where everything else is, whatever host its own address names.
  const client = new SQSClient({ ...deployment.sqs, useQueueUrlAsEndpoint: false });
  return async (name) => {
    const url = await urlOf(client, deployment.kind === "stage" ? physicalName(deployment.stage, name) : name);
    return url === undefined ? undefined : queueAt(client, url);
  };
}

async function urlOf(client: SQSClient, QueueName: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}

function queueAt(client: SQSClient, QueueUrl: string): Queue {
  return {
    count: async () => {
      const asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...asked] }));
      return asked.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },
    take: async (most = mostAtOnce) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(most, mostAtOnce),
          VisibilityTimeout: inHandSeconds,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["SentTimestamp", "MessageGroupId"],
        }),
      );
      return Messages.map(waiting);
    },
    giveBack: async (messages) => {
      for (let at = 0; at < messages.length; at += mostAtOnce) {
        const Entries = messages
          .slice(at, at + mostAtOnce)
          .map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle, VisibilityTimeout: 0 }));
        // What is not given back comes back by itself.
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
    send: async ({ body, group }, once) => {
      const inOrder = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: once };
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...inOrder }));
    },
    remove: async ({ handle }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle }));
    },
  };
}

function waiting({ MessageId = "", Body = "", ReceiptHandle = "", Attributes = {} }: Message): Waiting {
  const { SentTimestamp, MessageGroupId } = Attributes;
  return {
    id: MessageId,
    body: Body,
    since: new Date(Number(SentTimestamp ?? 0)).toISOString(),
    handle: ReceiptHandle,
    ...(MessageGroupId === undefined ? {} : { group: MessageGroupId }),
  };
}
