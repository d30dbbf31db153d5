import { queueConsumers, queues, schedules, streamConsumers } from "../../../topology.ts";
import type { Band } from "../../../../shared/domain/metric.ts";
import { type Counts, type Mail, assumed, batchSizes, counted, idleSweep, metrics, standing } from "./counts.ts";
import { prices } from "./prices.ts";

/** A month to be reckoned. */
export type Month = {
  readonly responses: number;
  /** Shares of the bands; they add up to 1. */
  readonly mix: Readonly<Record<Band, number>>;
  readonly mail: Mail;
  /** Seconds for which counting waits for more responses; as the topology has it when nothing is said. */
  readonly waitSeconds?: number;
};

/** One line of the bill. */
export type Line = { readonly service: string; readonly what: string; readonly quantity: number; readonly dollars: number };

/** What a month costs, and what was found on the way to it. */
export type Bill = {
  readonly lines: readonly Line[];
  readonly dollars: number;
  /** Responses that are counted together, on average. */
  readonly batch: number;
  /** What an average response takes. */
  readonly each: Counts;
  /** What the month's responses leave in the table. */
  readonly storedGb: number;
};

const monthSeconds = 30 * 86_400;
const bands = ["detractor", "passive", "promoter"] as const satisfies readonly Band[];
const gb = 1_000_000_000;

/** Reckons a month: what was counted for a response, times how many, times list prices, and what stands anyway. */
export function billOf(month: Month): Bill {
  const { responses, mix, mail } = month;
  const batch = batchOf(month);
  const each = average(month, batch);
  const sweeps = schedules.reduce((runs, { everySeconds }) => runs + monthSeconds / everySeconds, 0);
  const mails = mail === "on" ? responses : 0;
  const invocations = responses * each.invocations + sweeps;
  const { ms, memoryGb } = assumed;
  const seconds = (invocations * ms.invocation + responses * (ms.response + mix.detractor * ms.alert) + mails * ms.mail) / 1_000;
  const idle = idlePolls();
  const logGb = (responses * (each.logBytes + assumed.accessLogBytes) + sweeps * idleSweep.logBytes) / gb;
  const line = (service: string, what: string, quantity: number, price: number): Line => ({ service, what, quantity, dollars: quantity * price });
  const lines = [
    line("HTTP API", "requests", responses, prices.httpRequest),
    line("Lambda", "invocations", invocations, prices.invocation),
    line("Lambda", "GB-seconds (assumed)", seconds * memoryGb, prices.gbSecond),
    line("DynamoDB", "write units", responses * each.writeUnits, prices.writeUnit),
    line("DynamoDB", "read units", responses * each.readUnits + sweeps * idleSweep.readUnits, prices.readUnit),
    line("SQS", "requests", responses * each.queueRequests + idle.standard, prices.queueRequest),
    line("SQS", "FIFO requests", responses * each.fifoRequests + idle.fifo, prices.fifoRequest),
    line("CloudWatch", "GB of logs", logGb, prices.logGb),
    line("CloudWatch", "metrics", metricMonths(month), prices.metricMonth),
    line("CloudWatch", "alarms", standing.alarms, prices.alarmMonth),
    line("CloudWatch", "dashboards beyond 3", Math.max(0, standing.dashboards - prices.freeDashboards), prices.dashboardMonth),
    line("Secrets Manager", "secrets", standing.secrets, prices.secretMonth),
    line("SES", "mails", mails, prices.mail),
  ];
  const dollars = lines.reduce((sum, { dollars: more }) => sum + more, 0);
  return { lines, dollars, batch, each, storedGb: (responses * each.storedBytes) / gb };
}

/**
 * How many responses are counted together: those that come to one shard of the stream while the counting
 * function waits. The table has a partition, and the stream a shard, for every 1,000 write units a second
 * that it has ever taken; so a busier table has more shards and not much fuller ones. What goes to indexes is
 * taken to be the table's here, which makes rather too many shards.
 */
export function batchOf(month: Month): number {
  const perSecond = month.responses / monthSeconds;
  const waits = month.waitSeconds ?? streamConsumers.find(({ to }) => to === "roll-up")?.batchWindowSeconds ?? 0;
  const atPeak = assumed.peak * perSecond * average(month, 10).writeUnits;
  const shards = Math.max(assumed.fewestShards, Math.ceil(atPeak / 1_000));
  return Math.max(1, (perSecond / shards) * waits);
}

/** What an average response takes when so many are counted together. */
function average({ mix, mail }: Month, batch: number): Counts {
  const of = (name: keyof Counts) => bands.reduce((sum, band) => sum + mix[band] * between(batch, (size) => counted[mail][band][size][name]), 0);
  return {
    writeUnits: of("writeUnits"),
    readUnits: of("readUnits"),
    fifoRequests: of("fifoRequests"),
    queueRequests: of("queueRequests"),
    invocations: of("invocations"),
    logBytes: of("logBytes"),
    storedBytes: of("storedBytes"),
  };
}

/** Between two counted sizes what a batch takes as a whole is shared by its responses, so it goes by 1/size. */
function between(batch: number, at: (size: (typeof batchSizes)[number]) => number): number {
  const [one, ten, many] = batchSizes;
  const [low, high] = batch <= ten ? [one, ten] : [ten, many];
  const share = (1 / Math.min(Math.max(batch, low), high) - 1 / high) / (1 / low - 1 / high);
  return at(high) + share * (at(low) - at(high));
}

/** Polls that find nothing: they cost the same whether anybody answers or not. */
function idlePolls(): { readonly standard: number; readonly fifo: number } {
  const each = (assumed.pollers * monthSeconds) / assumed.longPollSeconds;
  const fifo = queueConsumers.filter(({ queue }) => queues.some(({ name, fifo: isFifo }) => name === queue && isFifo)).length;
  return { fifo: fifo * each, standard: (queueConsumers.length - fifo) * each };
}

/** Metrics times the share of the month's hours in which they are written; the sweep writes one in every hour. */
function metricMonths({ responses, mail }: Month): number {
  const hours = monthSeconds / 3_600;
  const busy = 1 - Math.exp(-responses / hours);
  return 1 + (metrics[mail] - 1) * busy;
}
