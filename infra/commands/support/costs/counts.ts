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
export const batchSizes = [1, 10, 250] as const;
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
      1: { writeUnits: 49, readUnits: 31.5, fifoRequests: 3, queueRequests: 9, invocations: 7, logBytes: 1279, storedBytes: 5014 },
      10: { writeUnits: 42.7, readUnits: 25.95, fifoRequests: 0.3, queueRequests: 1.8, invocations: 1.6, logBytes: 130.4, storedBytes: 4802 },
      250: { writeUnits: 34, readUnits: 26.37, fifoRequests: 0.06, queueRequests: 1.8, invocations: 1.34, logBytes: 53.59, storedBytes: 3348 },
    },
    passive: {
      1: { writeUnits: 32, readUnits: 15, fifoRequests: 0, queueRequests: 6, invocations: 5, logBytes: 617, storedBytes: 1917 },
      10: { writeUnits: 26.4, readUnits: 11.25, fifoRequests: 0, queueRequests: 1.5, invocations: 1.4, logBytes: 62, storedBytes: 1810 },
      250: { writeUnits: 17.92, readUnits: 11, fifoRequests: 0, queueRequests: 1.5, invocations: 1.22, logBytes: 28.29, storedBytes: 1688 },
    },
    promoter: {
      1: { writeUnits: 31, readUnits: 13, fifoRequests: 0, queueRequests: 6, invocations: 5, logBytes: 453, storedBytes: 2279 },
      10: { writeUnits: 25.3, readUnits: 9.45, fifoRequests: 0, queueRequests: 1.5, invocations: 1.4, logBytes: 45.5, storedBytes: 2277 },
      250: { writeUnits: 16.92, readUnits: 8.92, fifoRequests: 0, queueRequests: 1.5, invocations: 1.22, logBytes: 26.3, storedBytes: 2151 },
    },
  },
  off: {
    detractor: {
      1: { writeUnits: 39, readUnits: 22, fifoRequests: 3, queueRequests: 3, invocations: 5, logBytes: 901, storedBytes: 4704 },
      10: { writeUnits: 32.7, readUnits: 16.55, fifoRequests: 0.3, queueRequests: 0.3, invocations: 1.4, logBytes: 92.4, storedBytes: 4492 },
      250: { writeUnits: 24.01, readUnits: 16.85, fifoRequests: 0.06, queueRequests: 0.3, invocations: 1.14, logBytes: 30.1, storedBytes: 3038 },
    },
    passive: {
      1: { writeUnits: 20, readUnits: 7.5, fifoRequests: 0, queueRequests: 0, invocations: 3, logBytes: 239, storedBytes: 1452 },
      10: { writeUnits: 15.1, readUnits: 3.85, fifoRequests: 0, queueRequests: 0, invocations: 1.2, logBytes: 24, storedBytes: 1346 },
      250: { writeUnits: 6.93, readUnits: 3.41, fifoRequests: 0, queueRequests: 0, invocations: 1.02, logBytes: 4.8, storedBytes: 1223 },
    },
    promoter: {
      1: { writeUnits: 21, readUnits: 7.5, fifoRequests: 0, queueRequests: 0, invocations: 3, logBytes: 239, storedBytes: 1358 },
      10: { writeUnits: 15.3, readUnits: 3.85, fifoRequests: 0, queueRequests: 0, invocations: 1.2, logBytes: 24, storedBytes: 1356 },
      250: { writeUnits: 6.92, readUnits: 3.43, fifoRequests: 0, queueRequests: 0, invocations: 1.02, logBytes: 4.8, storedBytes: 1230 },
    },
  },
};

/** What one run of the sweep takes when nothing is due; counted in the same way. */
export const idleSweep = { readUnits: 4, logBytes: 236 };

/** What stands in the stack and is billed by the month; counted in its template. */
export const standing = { alarms: 46, secrets: 4, dashboards: 1 };

/** Metrics the functions write while all goes well, each combination of dimensions by itself; counted in their logs. */
export const metrics = { on: 4, off: 4 } as const satisfies Record<Mail, number>;

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
