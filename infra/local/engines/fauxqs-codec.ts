import type { IncomingHttpHeaders } from "node:http";
import { findPackageJSON } from "node:module";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { buildApp } from "fauxqs";

/** The in-memory stores that a fauxqs app serves. */
export type FauxqsStores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;

/** fauxqs's declared type, which hides the connection, and so cannot be satisfied from outside. */
type Declared = NonNullable<FauxqsStores["sqsStore"]["persistence"]>;

/** fauxqs's write-through to SQLite, with the connection it keeps to itself. */
export type FauxqsPersistence = Pick<
  Declared,
  "loadSqsAndSns" | "updateMessageReady" | "deleteMessage" | "close"
> & { readonly db: DatabaseSync };

/** What we use of the fastify app that fauxqs builds, whose own types do not resolve. */
export type FauxqsApp = {
  addHook(
    name: "onRequest",
    hook: (
      request: { readonly headers: IncomingHttpHeaders },
      reply: { code(status: number): { send(body: unknown): PromiseLike<unknown> } },
    ) => Promise<void>,
  ): unknown;
  /** Answers the address it listens on, `http://127.0.0.1:<port>`. */
  listen(at: { readonly port: number; readonly host: string }): Promise<string>;
  close(): Promise<unknown>;
};

/** The parts of fauxqs 2.4.1 that it does not export; the version is pinned for their sake. */
export type FauxqsInside = {
  /** Empty stores. */
  stores(): FauxqsStores;
  /** Opens, or creates, `fauxqs.db` in the folder. */
  persistence(folder: string): FauxqsPersistence;
  /** From here on every change in the stores is written through. Load first: loading would write. */
  attach(stores: FauxqsStores, persistence: FauxqsPersistence): void;
  /** An app over the stores that listens nowhere yet and logs nothing. */
  app(stores: FauxqsStores): FauxqsApp;
};

/**
 * Opens fauxqs's inner modules by file, past its export map. Its public door, `startFauxqs`, listens
 * on every interface, and its persistence cannot be corrected from there.
 *
 * @throws Error when fauxqs is not installed or has other files than the pinned version.
 */
export async function openFauxqs(): Promise<FauxqsInside> {
  const manifest = findPackageJSON("fauxqs", import.meta.url);
  if (manifest === undefined) throw new Error("fauxqs is not installed");
  const inside = async (path: string, name: string): Promise<new (...given: unknown[]) => unknown> => {
    const module: Record<string, unknown> = await import(new URL(path, pathToFileURL(manifest)).href);
    const found = module[name];
    if (typeof found !== "function") throw new Error(`fauxqs has no ${name} in ${path}, as version 2.4.1 had`);
    return found as new (...given: unknown[]) => unknown;
  };
  const SqsStore = (await inside("./dist/sqs/sqsStore.js", "SqsStore")) as new () => FauxqsStores["sqsStore"];
  const SnsStore = (await inside("./dist/sns/snsStore.js", "SnsStore")) as new () => FauxqsStores["snsStore"];
  const S3Store = (await inside("./dist/s3/s3Store.js", "S3Store")) as new () => FauxqsStores["s3Store"];
  const Persistence = (await inside("./dist/persistence.js", "PersistenceManager")) as new (
    folder: string,
  ) => FauxqsPersistence;
  return {
    stores: () => ({ sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() }),
    persistence: (folder) => new Persistence(folder),
    attach: ({ sqsStore }, persistence) => {
      sqsStore.persistence = persistence as unknown as Declared;
      for (const queue of sqsStore.allQueues()) queue.persistence = persistence as unknown as Declared;
    },
    app: (stores) => buildApp({ logger: false, stores }) as FauxqsApp,
  };
}
