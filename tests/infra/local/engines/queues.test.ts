import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { ChangeMessageVisibilityCommand, DeleteMessageCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { startQueues, type QueueDefinition } from "../../../../infra/local/engines/queues.ts";
import { sqsAt } from "../clients.ts";
import { receive, send, temporaryFolder } from "../support.ts";

const work: QueueDefinition = {
  name: "work",
  fifo: false,
  visibilityTimeoutSeconds: 600,
  deadLetter: { queue: "dead", maxReceiveCount: 2 },
};
const dead: QueueDefinition = { name: "dead", fifo: false, visibilityTimeoutSeconds: 600 };

const counts = (messages: Awaited<ReturnType<typeof receive>>): unknown[] =>
  messages.map(({ Body, Attributes }) => [Body, Attributes?.["ApproximateReceiveCount"]]);

/** Runs the queues in a process of its own until `use` is through, then kills it without warning. */
async function inKilledProcess(folder: string, use: (endpoint: string) => Promise<void>): Promise<void> {
  const parent = spawn(process.execPath, [fileURLToPath(new URL("queues-parent.ts", import.meta.url)), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  await use(line.toString().trim());
  parent.kill("SIGKILL");
  await once(parent, "exit");
}

test("what a queue accepted survives a kill, in flight or not, and dead-letters after its receives", async () => {
  const folder = await temporaryFolder();
  const url = (endpoint: string): string => `${endpoint}/000000000000/work`;
  await inKilledProcess(folder, async (endpoint) => {
    const sqs = sqsAt(endpoint);
    await send(sqs, url(endpoint), ["done", "in flight", "handed back"]);
    const [done, , handedBack] = await receive(sqs, url(endpoint));
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url(endpoint), ReceiptHandle: done!.ReceiptHandle! }));
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url(endpoint),
        ReceiptHandle: handedBack!.ReceiptHandle!,
        VisibilityTimeout: 0,
      }),
    );
    await send(sqs, url(endpoint), ["fresh"]);
  });
  await inKilledProcess(folder, async (endpoint) => {
    expect(counts(await receive(sqsAt(endpoint), url(endpoint)))).toEqual([
      ["in flight", "2"],
      ["handed back", "2"],
      ["fresh", "1"],
    ]);
  });

  const engine = await startQueues({ folder, queues: [work, dead] });
  onTestFinished(() => engine.stop());
  const sqs = sqsAt(engine.endpoint);
  expect(counts(await receive(sqs, engine.urls["work"]!))).toEqual([["fresh", "2"]]);
  expect((await receive(sqs, engine.urls["dead"]!)).map(({ Body }) => Body)).toEqual(["in flight", "handed back"]);
});

test("a message whose visibility timeout ran out is received again, with its count", async () => {
  const engine = await startQueues({ folder: await temporaryFolder(), queues: [{ ...work, visibilityTimeoutSeconds: 1 }, dead] });
  onTestFinished(() => engine.stop());
  const sqs = sqsAt(engine.endpoint);
  await send(sqs, engine.urls["work"]!, ["slow"]);
  expect(counts(await receive(sqs, engine.urls["work"]!))).toEqual([["slow", "1"]]);
  expect(await receive(sqs, engine.urls["work"]!)).toEqual([]);
  expect(counts(await receive(sqs, engine.urls["work"]!, 3))).toEqual([["slow", "2"]]);
});

test("a FIFO queue keeps a group's order over a restart", async () => {
  const folder = await temporaryFolder();
  const lane: QueueDefinition = { name: "lane.fifo", fifo: true, visibilityTimeoutSeconds: 600 };
  const first = await startQueues({ folder, queues: [lane] });
  await send(sqsAt(first.endpoint), first.urls["lane.fifo"]!, ["1", "2", "3"], "a");
  expect(counts(await receive(sqsAt(first.endpoint), first.urls["lane.fifo"]!))).toEqual([["1", "1"]]);
  expect(await receive(sqsAt(first.endpoint), first.urls["lane.fifo"]!)).toEqual([]);
  await first.stop();

  const second = await startQueues({ folder, queues: [lane] });
  onTestFinished(() => second.stop());
  const sqs = sqsAt(second.endpoint);
  const order: unknown[] = [];
  for (let message = (await receive(sqs, second.urls["lane.fifo"]!))[0]; message; [message] = await receive(sqs, second.urls["lane.fifo"]!)) {
    order.push(...counts([message]));
    await sqs.send(new DeleteMessageCommand({ QueueUrl: second.urls["lane.fifo"]!, ReceiptHandle: message.ReceiptHandle! }));
  }
  expect(order).toEqual([
    ["1", "2"],
    ["2", "1"],
    ["3", "1"],
  ]);
});

test("a definition that changed between versions is applied on the next start", async () => {
  const folder = await temporaryFolder();
  await (await startQueues({ folder, queues: [work, dead] })).stop();
  const engine = await startQueues({ folder, queues: [{ name: "work", fifo: false, visibilityTimeoutSeconds: 7 }, dead] });
  onTestFinished(() => engine.stop());
  const { Attributes } = await sqsAt(engine.endpoint).send(
    new GetQueueAttributesCommand({ QueueUrl: engine.urls["work"]!, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({ VisibilityTimeout: "7", QueueArn: "arn:aws:sqs:us-east-1:000000000000:work" });
  expect(Attributes).not.toHaveProperty("RedrivePolicy");
});

test("only requests for a loopback host are answered", async () => {
  const engine = await startQueues({ folder: await temporaryFolder(), queues: [work, dead] });
  onTestFinished(() => engine.stop());
  const statusFor = async (host: string): Promise<number | undefined> => {
    const call = request(`${engine.endpoint}/health`, { headers: { host } });
    call.end();
    const [answer] = (await once(call, "response")) as [{ statusCode?: number; resume(): void }];
    answer.resume();
    return answer.statusCode;
  };
  expect(await statusFor("127.0.0.1:9324")).toBe(200);
  expect(await statusFor("localhost")).toBe(200);
  expect(await statusFor("evil.example")).toBe(403);
  expect(await statusFor("127.0.0.1.evil.example")).toBe(403);
});
