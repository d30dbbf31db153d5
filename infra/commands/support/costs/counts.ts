import type { Band } from "../../../../shared/domain/metric.ts";

/** What AWS bills by, for one response from its post to the last thing that happens because of it. */
export type Counts = {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Requests to FIFO queues and to the others; what the event source asks with is in it. */
  readonly fifoRequests: number;
  readonly queueRequests: number;
  readonly invocations: number;
  /** What functions log, as CloudWatch Logs bills it. */
  readonly logBytes: number;
  /** About what stays in the table, without what indexes repeat. */
  readonly storedBytes: number;
};

/** How many responses came to the stream's consumers together when these counts were taken. */
export const batchSizes = [1, 10, 50] as const;
export type BatchSize = (typeof batchSizes)[number];

/** Whether customers are written to: message modes `auto` or `off`. */
export type Mail = "on" | "off";

/**
 * Counted by the tests on the laptop's engines, with the deployed functions and the policy in
 * `policy.yaml`: first answers of people with an id and an address, bodies below 600 bytes, over 20 surveys
 * and 40 accounts. The tests fail when the functions take something else than what stands here.
 */
export const counted: Readonly<Record<Mail, Readonly<Record<Band, Readonly<Record<BatchSize, Counts>>>>>> = {
  on: {
    detractor: {
      1: { writeUnits: 77, readUnits: 16.5, fifoRequests: 3, queueRequests: 9, invocations: 7, logBytes: 1348, storedBytes: 5737 },
      10: { writeUnits: 64.4, readUnits: 13.35, fifoRequests: 0.3, queueRequests: 1.8, invocations: 1.6, logBytes: 137, storedBytes: 5674 },
      50: { writeUnits: 56.2, readUnits: 13.08, fifoRequests: 0.06, queueRequests: 1.8, invocations: 1.36, logBytes: 67, storedBytes: 5086 },
    },
    passive: {
      1: { writeUnits: 52, readUnits: 8, fifoRequests: 0, queueRequests: 6, invocations: 5, logBytes: 643, storedBytes: 3452 },
      10: { writeUnits: 39.4, readUnits: 5.75, fifoRequests: 0, queueRequests: 1.5, invocations: 1.4, logBytes: 65, storedBytes: 2923 },
      50: { writeUnits: 31.2, readUnits: 5.55, fifoRequests: 0, queueRequests: 1.5, invocations: 1.24, logBytes: 32, storedBytes: 2457 },
    },
    promoter: {
      1: { writeUnits: 63, readUnits: 7, fifoRequests: 0, queueRequests: 6, invocations: 5, logBytes: 712, storedBytes: 3240 },
      10: { writeUnits: 50.4, readUnits: 4.75, fifoRequests: 0, queueRequests: 1.5, invocations: 1.4, logBytes: 72, storedBytes: 3445 },
      50: { writeUnits: 42.2, readUnits: 4.55, fifoRequests: 0, queueRequests: 1.5, invocations: 1.24, logBytes: 52, storedBytes: 3116 },
    },
  },
  off: {
    detractor: {
      1: { writeUnits: 64, readUnits: 12, fifoRequests: 3, queueRequests: 3, invocations: 5, logBytes: 944, storedBytes: 5421 },
      10: { writeUnits: 51.4, readUnits: 8.85, fifoRequests: 0.3, queueRequests: 0.3, invocations: 1.4, logBytes: 97, storedBytes: 5358 },
      50: { writeUnits: 43.2, readUnits: 8.58, fifoRequests: 0.06, queueRequests: 0.3, invocations: 1.16, logBytes: 40, storedBytes: 4770 },
    },
    passive: {
      1: { writeUnits: 39, readUnits: 4.5, fifoRequests: 0, queueRequests: 0, invocations: 3, logBytes: 239, storedBytes: 3136 },
      10: { writeUnits: 26.4, readUnits: 2.25, fifoRequests: 0, queueRequests: 0, invocations: 1.2, logBytes: 24, storedBytes: 2607 },
      50: { writeUnits: 18.2, readUnits: 2.05, fifoRequests: 0, queueRequests: 0, invocations: 1.04, logBytes: 4.8, storedBytes: 2141 },
    },
    promoter: {
      1: { writeUnits: 39, readUnits: 4.5, fifoRequests: 0, queueRequests: 0, invocations: 3, logBytes: 239, storedBytes: 2605 },
      10: { writeUnits: 26.4, readUnits: 2.25, fifoRequests: 0, queueRequests: 0, invocations: 1.2, logBytes: 24, storedBytes: 2810 },
      50: { writeUnits: 18.2, readUnits: 2.05, fifoRequests: 0, queueRequests: 0, invocations: 1.04, logBytes: 4.8, storedBytes: 2481 },
    },
  },
};

/** What one run of the sweep takes when nothing is due; counted in the same way. */
export const idleSweep = { readUnits: 4, logBytes: 236 };

/** What stands in the stack and is billed by the month; counted in its template. */
export const standing = { alarms: 41, secrets: 3, dashboards: 1 };

/** Metrics the functions write while all goes well, each combination of dimensions by itself; counted in their logs. */
export const metrics = { on: 8, off: 5 } as const satisfies Record<Mail, number>;

/** What nothing here can count. Each is a guess on the safe side, to be replaced by what your account shows. */
export const assumed = {
  /** Milliseconds that are billed, at 512 MB: for each invocation, for each response, alert and mail in it. */
  ms: { invocation: 5, response: 30, alert: 400, mail: 135 },
  memoryGb: 0.5,
  /** A line of the HTTP API's access log, with what CloudWatch Logs adds. */
  accessLogBytes: 260,
  /** Lambda asks each queue with so many connections when `maximumConcurrency` is set, each waiting so long. */
  pollers: 5,
  longPollSeconds: 20,
  /** A new on-demand table takes 4,000 write units a second, in partitions of 1,000; each is a shard of the stream. */
  fewestShards: 4,
  /** The busiest moment of a month against its average. */
  peak: 10,
};
