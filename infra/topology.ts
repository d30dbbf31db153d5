/**
 * What the pipeline consists of: its functions, what feeds them, its queues. The laptop and the
 * stack for AWS are both built from this page.
 */

/** The functions, in the order data flows; each is named by its folder. */
export const functionNames = [
  "receive",
  "route",
  "alert",
  "follow-up",
  "settle",
  "interact",
  "visit",
  "escalate",
  "roll-up",
  "report",
  "desk",
  "forget",
] as const;
export type FunctionName = (typeof functionNames)[number];

/** Seconds a function may take. A queue's function lives much shorter than its messages stay invisible. */
export const timeouts: Record<FunctionName, number> = {
  receive: 10,
  route: 30,
  alert: 8,
  "follow-up": 8,
  settle: 8,
  interact: 3,
  escalate: 30,
  "roll-up": 30,
  // A digest that Slack does not take at once is tried again for half a minute.
  report: 90,
  desk: 10,
  visit: 10,
  // Somebody who has answered for years is erased in one request.
  forget: 29,
};

/** Megabytes of memory where it is not as usual; processor comes with it. */
export const memories: Partial<Readonly<Record<FunctionName, number>>> = {
  // A whole processor: figures over 2,000 cases take 2 to 4 seconds of one (docs/scale.md).
  desk: 1_769,
  // Fonts with Chinese characters, and a picture twice as large as it is shown, are 200 MB (ADR 0018).
  report: 1_024,
};

/** Which function answers which addresses; `*` stands for anything below. */
export const routes: readonly { readonly path: string; readonly to: FunctionName }[] = [
  { path: "/healthz", to: "receive" },
  { path: "/v1/responses/*", to: "receive" },
  { path: "/v1/accounts/*", to: "receive" },
  { path: "/v1/respondents/*", to: "forget" },
  { path: "/v1/suppressions/*", to: "forget" },
  { path: "/v1/cases/*", to: "desk" },
  { path: "/v1/scores", to: "desk" },
  { path: "/v1/loop", to: "desk" },
  { path: "/v1/invitations", to: "desk" },
  { path: "/v1/referrals/*", to: "desk" },
  { path: "/openapi.json", to: "desk" },
  { path: "/docs", to: "desk" },
  { path: "/desk/*", to: "desk" },
  // What there is nothing at is said in the API's own words.
  { path: "/v1/*", to: "receive" },
  { path: "/slack/*", to: "interact" },
  { path: "/m/*", to: "visit" },
];

/**
 * The stream's consumers; DynamoDB bears two and not more. Both see responses; who counts sees what is left of erased ones as well, since that is entered in new books.
 *
 * A batch that fails as a whole is halved and offered again, `retries` times; then its position goes to a
 * queue. Records that fail by themselves are set aside by us, long before.
 */
export const streamConsumers: readonly StreamConsumer[] = [
  { to: "route", sees: ["response"], batchSize: 50, batchWindowSeconds: 0, retries: 50 },
  // Counting is cheaper the more responses are counted together, and a score may be a minute late. It goes by
  // what has been counted of each shard, which Lambda names only where there is a tumbling window; and what it
  // passed over would be missing from the scores, so it never gives up while the stream lasts (a day).
  { to: "roll-up", sees: ["response", "erased"], batchSize: 5_000, batchWindowSeconds: 60, tumblingWindowSeconds: 900 },
];

export type StreamConsumer = {
  readonly to: "route" | "roll-up";
  /** The types of items that it is told of. */
  readonly sees: readonly string[];
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly tumblingWindowSeconds?: number;
  /** As long as it takes when nothing is said. */
  readonly retries?: number;
};

/** Where the positions of records go that a consumer has given up. */
export const streamFailures = "stream-failures";

/** What of the stream a consumer sees. */
export function streamFilter({ sees }: Pick<StreamConsumer, "sees">) {
  return { eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { type: { S: sees } } } };
}

/** Seconds a message stays invisible while it is worked on: six times its function's timeout. */
const invisible = 48;
const maxReceiveCount = 5;

/** The queues; each work queue has its dead-letter queue, and a time after which somebody is told that its messages wait. */
export const queues = [
  { name: "alerts-dead.fifo", fifo: true, visibilityTimeoutSeconds: invisible },
  { name: "follow-ups-dead", fifo: false, visibilityTimeoutSeconds: invisible },
  { name: "mail-events-dead", fifo: false, visibilityTimeoutSeconds: invisible },
  { name: "stream-failures", fifo: false, visibilityTimeoutSeconds: invisible },
  { name: "alerts.fifo", fifo: true, visibilityTimeoutSeconds: invisible, deadLetter: { queue: "alerts-dead.fifo", maxReceiveCount }, patienceMinutes: 5 },
  { name: "follow-ups", fifo: false, visibilityTimeoutSeconds: invisible, deadLetter: { queue: "follow-ups-dead", maxReceiveCount }, patienceMinutes: 30 },
  // What became of a mail, as its carrier says later.
  { name: "mail-events", fifo: false, visibilityTimeoutSeconds: invisible, deadLetter: { queue: "mail-events-dead", maxReceiveCount }, patienceMinutes: 60 },
] as const;
export type QueueName = (typeof queues)[number]["name"];

/** Which function works which queue. */
export const queueConsumers = [
  // One wake-up at a time: a lane in a storm would hold up those of other channels that came in its batch.
  { queue: "alerts.fifo", to: "alert", batchSize: 1, maximumConcurrency: 10 },
  // As few at a time as AWS allows: a mail quota is soon reached, and nobody waits for a mail.
  { queue: "follow-ups", to: "follow-up", batchSize: 10, maximumConcurrency: 2 },
  { queue: "mail-events", to: "settle", batchSize: 10, maximumConcurrency: 2 },
] as const;

/** What runs by the clock. */
export const schedules = [
  { name: "sweep", to: "escalate", everySeconds: 60 },
  { name: "digests", to: "report", everySeconds: 300 },
] as const;
