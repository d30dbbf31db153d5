import { setTimeout as sleep } from "node:timers/promises";
import { startStreamSource } from "../../../../infra/local/event-sources/stream-source.ts";
import { dynamoAt } from "../clients.ts";

// A process of its own, so that a test can kill it: says each key it is handed and hangs on "b".
const [endpoint, streamArn, checkpointFile] = process.argv.slice(2);
startStreamSource({
  client: dynamoAt(endpoint!).streams,
  streamArn: streamArn!,
  consumer: "reader",
  checkpointFile: checkpointFile!,
  batchSize: 1,
  lambda: {
    name: "reader",
    timeoutSeconds: 60,
    handler: async ({ Records }) => {
      const key = Records[0]!.dynamodb!.Keys!["pk"]!.S!;
      process.stdout.write(`${key}\n`);
      if (key === "b") await sleep(60_000);
    },
  },
  onError: (error) => {
    throw error;
  },
});
