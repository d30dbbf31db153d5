import { startQueues } from "../../../../infra/local/engines/queues.ts";

// A process of its own, so that a test can kill it: serves one queue with a dead-letter queue.
const engine = await startQueues({
  folder: process.argv[2]!,
  queues: [
    { name: "work", fifo: false, visibilityTimeoutSeconds: 600, deadLetter: { queue: "dead", maxReceiveCount: 2 } },
    { name: "dead", fifo: false, visibilityTimeoutSeconds: 600 },
  ],
});
process.stdout.write(`${engine.endpoint}\n`);
