import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Clock, Responses } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { minuteOf, textTable } from "../text-table.ts";
import type { DlqCommand } from "./arguments.ts";
import { type DeadLetters, deadLetters } from "./dead-letters.ts";
import { type Positions, readPositions } from "./positions.ts";
import type { Queue, Waiting } from "./queue.ts";
import { responsesIn } from "./stream-span.ts";

/** What working on dead letters needs of the world. */
export type Redriving = {
  readonly place: string;
  readonly queue: (name: string) => Promise<Queue | undefined>;
  readonly streams: DynamoDBStreamsClient;
  readonly responses: Pick<Responses, "touch">;
  readonly clock: Clock;
};

/**
 * Does what was asked, and answers what to print.
 *
 * @throws CommandError when a queue is not there
 */
export async function workDlq(command: DlqCommand, needs: Redriving): Promise<string> {
  switch (command.do) {
    case "list":
      return list(needs);
    case "show":
      return show(needs, command.queue, command.limit);
    case "redrive":
      return command.queue.of === "queue" ? redrive(needs, command.queue) : redriveStream(needs, command.queue.name);
  }
}

async function list(needs: Redriving): Promise<string> {
  const rows = await Promise.all(
    deadLetters.map(async (letters) => {
      const queue = await queueOf(needs, letters.name);
      const seen = await peek(queue, 1);
      const source = letters.of === "queue" ? letters.source : "the table's stream";
      return [letters.name, String(await countOf(queue, seen)), seen.map(({ since }) => minuteOf(since)).join(), source];
    }),
  );
  return textTable(["queue", "waiting", "one since", "came from"], rows);
}

async function show(needs: Redriving, { name }: DeadLetters, limit: number): Promise<string> {
  const queue = await queueOf(needs, name);
  const seen = await peek(queue, limit);
  if (seen.length === 0) return `Nothing waits in ${name} at ${needs.place}.`;
  const rows = seen.map(({ id, since, body }) => [id, minuteOf(since), inWords(body)]);
  return `${textTable(["message", "since", "says"], rows)}\n\n${seen.length} of ${await countOf(queue, seen)} shown; they stay where they are.`;
}

/** How many wait. SQS counts approximately, and may not have counted yet what was just seen. */
async function countOf(queue: Queue, seen: readonly Waiting[]): Promise<number> {
  return Math.max(await queue.count(), seen.length);
}

/** Looks at messages and gives them back. A FIFO queue may show no more than the first of a group: the rest stand behind them. */
async function peek(queue: Queue, limit: number): Promise<readonly Waiting[]> {
  const seen: Waiting[] = [];
  while (seen.length < limit) {
    const taken = await queue.take(limit - seen.length);
    if (taken.length === 0) break;
    seen.push(...taken);
  }
  await queue.giveBack(seen);
  return seen;
}

/** Takes one message after the other, until there are no more. */
async function* messagesOf(queue: Queue): AsyncGenerator<Waiting> {
  for (let taken = await queue.take(); taken.length > 0; taken = await queue.take()) yield* taken;
}

/**
 * Moves each message back where it came from: sent there first and then taken out here, so that none is
 * lost; one that goes back twice is harmless, because the ledger knows what has happened.
 *
 * SQS can move messages by itself (StartMessageMoveTask), but the laptop's engine cannot, and a way back
 * that is only ever tried on AWS is found broken on the day it is needed.
 */
async function redrive(needs: Redriving, letters: Extract<DeadLetters, { of: "queue" }>): Promise<string> {
  const [from, to] = [await queueOf(needs, letters.name), await queueOf(needs, letters.source)];
  let moved = 0;
  for await (const message of messagesOf(from)) {
    // Its own id, which is another each time it comes to lie here: SQS must not take a second redrive for a repetition.
    await to.send(message, message.id);
    await from.remove(message);
    moved += 1;
  }
  return moved === 0 ? `Nothing waits in ${letters.name} at ${needs.place}.` : `${messages(moved)} moved from ${letters.name} to ${letters.source}.`;
}

/** A message whose records the stream no longer has; without positions, it is something else. */
type Kept = { readonly message: Waiting; readonly positions: Positions | undefined };

/** Positions lead to responses, as long as the stream still has them; those responses go through the stream once more. */
async function redriveStream(needs: Redriving, name: string): Promise<string> {
  const queue = await queueOf(needs, name);
  const retried = new Set<string>();
  const kept: Kept[] = [];
  let done = 0;
  for await (const message of messagesOf(queue)) {
    const positions = readPositions(message.body);
    const ids = positions && (await responsesIn(needs.streams, positions));
    if (ids === undefined) {
      kept.push({ message, positions });
    } else {
      for (const id of ids) {
        if (await needs.responses.touch(id, needs.clock.now().toISOString())) retried.add(id);
      }
      await queue.remove(message);
      done += 1;
    }
  }
  if (done + kept.length === 0) return `Nothing waits in ${name} at ${needs.place}.`;
  await queue.giveBack(kept.map(({ message }) => message));
  return [`${retried.size} ${retried.size === 1 ? "response goes" : "responses go"} through the stream once more.`, ...kept.map(whyKept)].join("\n");
}

function whyKept({ message: { id }, positions }: Kept): string {
  if (positions === undefined) return `Message ${id} is kept: it is not what Lambda says of records it gave up.`;
  return `Message ${id} is kept: the stream, which keeps 24 hours, no longer has its ${positions.records} records for ${positions.consumer}${arrivalOf(positions)}. Look at their responses by hand.`;
}

/** Between which times to look for the responses. */
function arrivalOf({ from, to }: Positions): string {
  return from === undefined || to === undefined ? "" : `; they arrived from ${from} to ${to}`;
}

/** A message in one line. Its body holds ids only. */
function inWords(body: string): string {
  const positions = readPositions(body);
  if (positions === undefined) return body;
  const { consumer, records, shardId, first, last } = positions;
  return `${consumer} gave up ${records} records, ${first} to ${last} of ${shardId}${arrivalOf(positions)}`;
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}

async function queueOf({ queue, place }: Redriving, name: string): Promise<Queue> {
  const found = await queue(name);
  if (found === undefined) throw new CommandError(`There is no queue ${name} at ${place}: deploy it with this version of Afterscore.`);
  return found;
}
