import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { ChangeMessageVisibilityCommand, DeleteMessageCommand, GetQueueUrlCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { answer, person } from "../outside/support/answers.ts";
import { caseworkOf } from "../outside/support/casework.ts";
import { doorOf, submission, typed } from "../outside/support/door.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";
import { clientOf } from "./support/local-aws.ts";

// Here the work on follow-ups is stopped for a while, which nobody else may do meanwhile: one test after the other, in one file.
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

it("a reply to somebody who left after Send was pressed is not sent, and the case says so", async () => {
  const cases = caseworkOf(lane);
  const opened = await cases.open({}, 2);
  const { user } = (await lane.slack.call("users.lookupByEmail", { email: "jonas@us.example" })) as unknown as { user: { id: string; team_id: string } };
  await work(false);
  try {
    const sent = await doorOf(lane.local).interaction(submission({ user: user.id, team: user.team_id }, opened, "draft", { message: typed("The export is mended.") }));
    expect(sent).toMatchObject({ status: 200, text: "" });
    expect((await lane.ask("POST", "/v1/suppressions/add", JSON.stringify({ email: opened.who.email }))).status).toBe(200);
  } finally {
    await work(true);
  }
  const { lines } = await cases.seen(opened, 2);
  expect(lines).toEqual([expect.stringContaining("Contacted by"), expect.stringContaining("The message was not sent: this address, or its domain, is on your list")]);
  expect(await lane.mailsTo(opened.who.email)).toHaveLength(1);
});

it("the sweep finds a mail whose message the queue has lost", async () => {
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
