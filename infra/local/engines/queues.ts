import { openFauxqs, type FauxqsPersistence, type FauxqsStores } from "./fauxqs-codec.ts";
import { isLoopbackHost } from "../http/loopback-host.ts";

/** One queue as the pipeline needs it. */
export type QueueDefinition = {
  /** Ends in `.fifo` when {@link fifo} is true, as in AWS. */
  readonly name: string;
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  /** Where a message goes that was received more often than this without being deleted. */
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
};

/** How and where to run the queues. */
export type QueuesOptions = {
  /** Folder of the database file; created when missing. Holds every message that is not deleted. */
  readonly folder: string;
  /** Port on 127.0.0.1; any free one when left out. */
  readonly port?: number;
  readonly queues: readonly QueueDefinition[];
};

/** A running engine that speaks SQS. */
export type QueuesEngine = {
  /** Give it to the SDK's `endpoint`. The queues are in `us-east-1`; credentials are free to choose. */
  readonly endpoint: string;
  /** Queue URL by queue name. */
  readonly urls: Readonly<Record<string, string>>;
  /** Closes the listener and the file; messages stay. */
  stop(): Promise<void>;
};

/** As the engine writes them: region and account of every local queue. */
const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/**
 * Starts durable SQS queues over `folder` in this process, listening on 127.0.0.1. What was accepted
 * survives `kill -9`, with its receive count; what was in flight then is visible again at once, since
 * whoever held it is gone. Definitions are applied on each start, so their attributes may change.
 */
export async function startQueues({ folder, port, queues }: QueuesOptions): Promise<QueuesEngine> {
  const fauxqs = await openFauxqs();
  const stores = fauxqs.stores();
  stores.sqsStore.host = ""; // Queue URLs then carry the address that was asked, not a made-up region host.
  const persistence = fauxqs.persistence(folder);
  persistence.db.exec("PRAGMA synchronous = NORMAL");
  persistence.db.exec("UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL");
  persistence.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  keepReceiveCounts(persistence);
  moveAtomically(persistence);
  fauxqs.attach(stores, persistence);

  const app = fauxqs.app(stores);
  app.addHook("onRequest", async (request, reply) => {
    if (!isLoopbackHost(request.headers.host)) await reply.code(403).send({ message: "Only loopback hosts are served" });
  });
  const endpoint = await app.listen({ port: port ?? 0, host: "127.0.0.1" });
  const urls = Object.fromEntries(queues.map(({ name }) => [name, `${endpoint}/000000000000/${name}`]));
  // Queues that were loaded still carry the port of an earlier run.
  for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { url: `${endpoint}/000000000000/${queue.name}` });
  for (const definition of queues) define(stores, definition, `${endpoint}/000000000000/${definition.name}`);

  return {
    endpoint,
    urls,
    stop: async () => {
      await app.close();
      persistence.close();
    },
  };
}

function define({ sqsStore }: FauxqsStores, definition: QueueDefinition, url: string): void {
  const { name, fifo, visibilityTimeoutSeconds, deadLetter } = definition;
  const queue =
    sqsStore.getQueueByName(name) ??
    sqsStore.createQueue(name, url, arnOf(name), fifo ? { FifoQueue: "true", ContentBasedDeduplication: "false" } : {});
  queue.setAttributes({
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    RedrivePolicy: // An empty policy takes an earlier one away.
      deadLetter === undefined
        ? ""
        : JSON.stringify({
            deadLetterTargetArn: arnOf(deadLetter.queue),
            maxReceiveCount: deadLetter.maxReceiveCount,
          }),
  });
}

/** fauxqs writes NULL over the receive count when a message is handed back, which its own schema forbids. */
function keepReceiveCounts(persistence: FauxqsPersistence): void {
  const handBack = persistence.db.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  persistence.updateMessageReady = (messageId) => {
    handBack.run(messageId);
  };
}

/**
 * fauxqs moves a message to the dead-letter queue by a delete and then an insert. A transaction that
 * lasts to the end of the current step of work leaves no moment at which a crash loses the message,
 * and is committed before the request is answered.
 */
function moveAtomically(persistence: FauxqsPersistence): void {
  const { db } = persistence;
  const remove = persistence.deleteMessage.bind(persistence);
  persistence.deleteMessage = (messageId) => {
    if (!db.isTransaction) {
      db.exec("BEGIN");
      queueMicrotask(() => {
        db.exec("COMMIT");
      });
    }
    remove(messageId);
  };
}
