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
      1: { writeUnits: 46, readUnits: 29.5, fifoRequests: 3, queueRequests: 9, invocations: 7, logBytes: 1348, storedBytes: 4484 },
      10: { writeUnits: 39.7, readUnits: 25.75, fifoRequests: 0.3, queueRequests: 1.8, invocations: 1.6, logBytes: 137.3, storedBytes: 4365 },
      250: { writeUnits: 31.83, readUnits: 30.66, fifoRequests: 0.06, queueRequests: 1.8, invocations: 1.34, logBytes: 60.2, storedBytes: 3087 },
    },
    passive: {
      1: { writeUnits: 32, readUnits: 14, fifoRequests: 0, queueRequests: 6, invocations: 5, logBytes: 643, storedBytes: 1922 },
      10: { writeUnits: 25.3, readUnits: 11.25, fifoRequests: 0, queueRequests: 1.5, invocations: 1.4, logBytes: 64.6, storedBytes: 1809 },
      250: { writeUnits: 17.84, readUnits: 10.96, fifoRequests: 0, queueRequests: 1.5, invocations: 1.22, logBytes: 30.9, storedBytes: 1676 },
    },
    promoter: {
      1: { writeUnits: 31, readUnits: 12, fifoRequests: 0, queueRequests: 6, invocations: 5, logBytes: 712, storedBytes: 2239 },
      10: { writeUnits: 24.4, readUnits: 9.25, fifoRequests: 0, queueRequests: 1.5, invocations: 1.4, logBytes: 71.5, storedBytes: 2243 },
      250: { writeUnits: 16.85, readUnits: 8.87, fifoRequests: 0, queueRequests: 1.5, invocations: 1.22, logBytes: 52.3, storedBytes: 2099 },
    },
  },
  off: {
    detractor: {
      1: { writeUnits: 36, readUnits: 20, fifoRequests: 3, queueRequests: 3, invocations: 5, logBytes: 944, storedBytes: 4174 },
      10: { writeUnits: 29.7, readUnits: 16.25, fifoRequests: 0.3, queueRequests: 0.3, invocations: 1.4, logBytes: 96.7, storedBytes: 4055 },
      250: { writeUnits: 21.83, readUnits: 21.12, fifoRequests: 0.06, queueRequests: 0.3, invocations: 1.14, logBytes: 34.2, storedBytes: 2777 },
    },
    passive: {
      1: { writeUnits: 20, readUnits: 6.5, fifoRequests: 0, queueRequests: 0, invocations: 3, logBytes: 239, storedBytes: 1457 },
      10: { writeUnits: 14.3, readUnits: 3.85, fifoRequests: 0, queueRequests: 0, invocations: 1.2, logBytes: 24, storedBytes: 1344 },
      250: { writeUnits: 6.85, readUnits: 3.35, fifoRequests: 0, queueRequests: 0, invocations: 1.02, logBytes: 4.8, storedBytes: 1212 },
    },
    promoter: {
      1: { writeUnits: 21, readUnits: 6.5, fifoRequests: 0, queueRequests: 0, invocations: 3, logBytes: 239, storedBytes: 1358 },
      10: { writeUnits: 14.3, readUnits: 3.55, fifoRequests: 0, queueRequests: 0, invocations: 1.2, logBytes: 24, storedBytes: 1362 },
      250: { writeUnits: 6.85, readUnits: 3.41, fifoRequests: 0, queueRequests: 0, invocations: 1.02, logBytes: 4.8, storedBytes: 1218 },
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
