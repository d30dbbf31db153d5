import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { ChangeMessageVisibilityCommand, DeleteMessageCommand, GetQueueUrlCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { answer, person } from "../outside/support/answers.ts";
import { caseworkOf, typesOf } from "../outside/support/casework.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";
import { clientOf } from "./support/local-aws.ts";

const lane = openLane();
const lambda = new LambdaClient(clientOf(lane.aws));
const sqs = new SQSClient({ ...clientOf(lane.aws), useQueueUrlAsEndpoint: false });
const name = `afterscore-${lane.stage}-follow-up`;

/** Stops or starts the work on follow-ups. */
async function work(Enabled: boolean): Promise<void> {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: name }));
  for (const { UUID } of EventSourceMappings) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
}

/** Takes one response's message out of the queue, and leaves the others in: each is received once, since the fifth time is the last. */
async function lose(responseId: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${name}s` }));
  const others: Message[] = [];
  const lost = await until("its message", async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    const found = Messages.find(({ Body = "" }) => Body.includes(responseId));
    others.push(...Messages.filter((message) => message !== found));
    return found;
  });
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: lost.ReceiptHandle }));
  for (const { ReceiptHandle } of others) await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
}

// The sweep comes every minute: they wait for the same one.
it.concurrent("the sweep finds a mail whose message the queue has lost", async () => {
  const who = person();
  await work(false);
  try {
    const { id } = await lane.accepted(answer(8, { respondent: who }));
    await lose(id);
    await work(true);
    const settled = await lane.settled(id, 130_000);
    expect(settled.effects).toEqual([expect.objectContaining({ kind: "follow_up", state: "sent" })]);
    expect(await lane.mailsTo(who.email)).toHaveLength(1);
  } finally {
    await work(true);
  }
}, 150_000);

it.concurrent("a case that nobody acknowledges is told to its owner, and at last to everybody: each step once", async () => {
  const cases = caseworkOf(lane);
  const opened = await cases.open({}, 5);
  await until("the last step", async () => (typesOf((await cases.show(opened.caseId)).timeline).includes("escalate channel") ? true : undefined), { within: 130_000, every: 500 });
  const { shown, lines } = await cases.seen(opened, 3);
  expect(typesOf(shown.timeline)).toEqual(["open", "warn warn", "escalate owner", "escalate channel"]);
  expect(lines).toEqual([expect.stringMatching(/Nobody has acknowledged this yet/), expect.stringMatching(/Overdue: .*: <@U\w+>$/), expect.stringMatching(/Still not acknowledged: .*: <!here>$/)]);
}, 200_000);
