import type { SQSRecord } from "aws-lambda";
import { alertRecords } from "../../../functions/alert/record.ts";
import { route } from "../../../functions/route/route.ts";
import { postingRate } from "../../../infra/local/slack/posting-rate.ts";
import { timelineFrom } from "../../../infra/simulate/timeline.ts";
import { queueConsumers, queues as described } from "../../../infra/topology.ts";
import { dynamoAccounts } from "../../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCases } from "../../../shared/adapters/dynamodb/cases.ts";
import { dynamoErasures } from "../../../shared/adapters/dynamodb/erasures.ts";
import { dynamoHistories } from "../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoStorms } from "../../../shared/adapters/dynamodb/storms.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import { memoryChat } from "../../../shared/adapters/memory/chat.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import { memoryWorkQueues } from "../../../shared/adapters/memory/work-queues.ts";
import { queueEffects } from "../../../shared/delivery/queue-effects.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Response } from "../../../shared/domain/response.ts";
import { isSettled } from "../../../shared/domain/effect.ts";
import type { Chat, SendOutcome } from "../../../shared/ports.ts";
import { eachOf } from "../../../shared/runtime/batch.ts";

/** How long a call takes here; virtual milliseconds. */
const tableMs = 8;
const chatMs = 150;
/** How long it takes from the table's stream to who routes, and how much it brings at a time. */
const streamMs = 250;
const streamBatch = 50;

export const stormStart = Date.parse("2026-11-23T10:00:00.000Z");

/** The alert function and what comes before it, over engines in memory, on a clock that runs as fast as it can. */
export function stormStage(policy: Policy, perSecond = 1) {
  const timeline = timelineFrom(stormStart);
  const clock = { now: () => new Date(timeline.now()) };
  const sleep = (ms: number) => new Promise<void>((resolve) => { timeline.after(ms, resolve); });
  const after = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
    await sleep(ms);
    return work();
  };
  const memory = memoryTable({ definition: tableDefinition, now: clock.now });
  const table: Table = { name: memory.name, client: { send: (command: never) => after(tableMs, () => memory.client.send(command)) } as unknown as Table["client"] };

  const chat = memoryChat({ now: clock.now, settleMs: 0 });
  const rate = postingRate({ perSecond, burst: 1 }, () => timeline.now());
  const asked: { readonly what: "post" | "edit"; readonly channel: string; readonly at: number; readonly taken: boolean }[] = [];
  const limited = (what: "post" | "edit", channel: string, send: () => ReturnType<Chat["post"]>): ReturnType<Chat["post"]> =>
    after(chatMs, () => {
      const wait = rate.admit(channel.replace(/^(?:C-|#)/, ""));
      asked.push({ what, channel, at: timeline.now(), taken: wait === 0 });
      return wait === 0 ? send() : Promise.resolve({ kind: "refused", reason: "ratelimited", retryAfterMs: wait * 1_000 });
    });
  const slow: Chat = {
    ...chat,
    post: (posting) => limited("post", posting.channel, () => chat.post(posting)),
    edit: (place, message) => limited("edit", place.channel, () => chat.edit(place, message)) as Promise<SendOutcome>,
  };

  const { alerts, ...feeding } = memoryWorkQueues({ now: clock.now, ...settings() });
  const responses = dynamoResponses(table);
  const cases = dynamoCases(table);
  const ledger = dynamoLedger(table);
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (event: string, error: unknown) => { errors.push([event, error]); } };
  const metrics = { count: () => undefined, milliseconds: () => undefined };
  const queues = { wake: (wakeUps: Parameters<typeof feeding.wake>[0]) => feeding.wake(wakeUps), followUp: () => Promise.resolve() };
  const ports = {
    accounts: dynamoAccounts(table), erasures: dynamoErasures(table, { clock, pseudonymOf: (key) => Promise.resolve(key) }), traces: dynamoTraces(table),
    histories: dynamoHistories(table, { cases, responses }), plans: dynamoPlans(table), storms: dynamoStorms(table),
    responses, cases, ledger, queues, digest: (text: string) => text, chat: slow, policy, clock, sleep, log, metrics,
  };
  const alert = alertRecords(ports);

  /** Routes what has come in, as the stream brings it. */
  async function arrive(arrived: readonly Response[]): Promise<void> {
    const effects: Awaited<ReturnType<typeof route>>[number][] = [];
    await eachOf(arrived, 12, async (response) => {
      await responses.insert(response);
      effects.push(...(await route(ports, response)));
    });
    await queueEffects(queues, effects, timeline.now());
  }

  let busy = 0;
  function feed(): void {
    const consumer = queueConsumers.find(({ to }) => to === "alert")!;
    while (busy < consumer.maximumConcurrency) {
      const records = alerts.receive(consumer.batchSize);
      if (records.length === 0) return;
      busy += 1;
      void work(records).then(() => { busy -= 1; feed(); });
    }
  }
  async function work(records: readonly SQSRecord[]): Promise<void> {
    await sleep(20);
    const { batchItemFailures } = await alert({ Records: [...records] });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    alerts.remove(records.filter(({ messageId }) => !failed.has(messageId)));
  }
  const poll = () => { feed(); timeline.after(50, poll); };
  poll();

  return {
    ports, timeline, errors, asked, sleep,
    posts: () => chat.posts(),
    /** Responses come in, each when it was received. */
    receive: (given: readonly Response[]) => {
      const ordered = given.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
      for (const batch of Map.groupBy(ordered, ({ receivedAt }) => Math.floor(Date.parse(receivedAt) / streamMs)).values()) {
        for (let at = 0; at < batch.length; at += streamBatch) {
          const part = batch.slice(at, at + streamBatch);
          timeline.after(Date.parse(part.at(-1)!.receivedAt) + streamMs - timeline.now(), () => { arrive(part).catch((error: unknown) => errors.push(error)); });
        }
      }
    },
    run: (ms: number) => timeline.runUntil(stormStart + ms),
    /** What became of the alerts of responses, read without a delay. */
    alerts: async (ids: readonly string[]) => (await Promise.all(ids.map((id) => dynamoLedger(memory).ofResponse(id)))).flat().filter(({ kind }) => kind === "alert"),
    isSettled,
    memory,
  };
}

function settings(): { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number } {
  for (const queue of described) if (queue.name === "alerts.fifo") return { ...queue, ...queue.deadLetter };
  throw new Error("there is no queue of alerts");
}
