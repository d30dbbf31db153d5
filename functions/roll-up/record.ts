import type { DynamoDBRecord, StreamRecord } from "aws-lambda";
import type { Bookshelf } from "../../shared/book-ports.ts";
import { type Book, type Entry, booksCounted, contributionTo } from "../../shared/domain/book.ts";
import { saidByAll } from "../../shared/domain/directory.ts";
import type { Response } from "../../shared/domain/response.ts";
import { setAside } from "../../shared/delivery/set-aside.ts";
import type { Accounts, Clock, Counting, Log, Metrics, Parking, Tallies } from "../../shared/ports.ts";
import { eachOf, shardHandler } from "../../shared/runtime/batch.ts";

/** What counting needs of the world. */
export type RollingUp = {
  readonly tallies: Pick<Tallies, "count">;
  readonly bookshelf: Pick<Bookshelf, "read">;
  readonly accounts: Pick<Accounts, "merge">;
  readonly parking: Parking;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Reads what a record changes of the books; throws when it tells of something else. */
  readonly decodeChange: (record: Pick<StreamRecord, "NewImage" | "OldImage">) => { readonly before?: Entry; readonly after: Entry; readonly response?: Response };
};

/** Called with the records of one shard: counts what they change, and learns what they say of accounts, all of it together. */
export function rollUpRecords(needs: RollingUp) {
  return shardHandler(async (shard, records) => {
    const changes: Change[] = [];
    await eachOf(records, 1, async (record) => {
      const change = await readChange(needs, record);
      if (change !== undefined) changes.push(change);
    });
    // Read after the records were: a book that is begun later holds none of them by itself.
    const books = booksCounted(await needs.bookshelf.read());
    // What was counted before a failure is passed over when the records come again.
    for (const book of books) await needs.tallies.count(shard, changes.map((change) => countingIn(book, change)), book.id);
    // Many responses confirm what is known of an account; it is written once, with the latest moment.
    await eachOf(saidByAll(changes.flatMap(({ response }) => response ?? [])), accountsAtATime, async (said) => { await needs.accounts.merge(said); });
  });
}

const accountsAtATime = 8;

type Change = ReturnType<RollingUp["decodeChange"]> & { readonly position: string };

async function readChange(needs: RollingUp, record: DynamoDBRecord): Promise<Change | undefined> {
  const { Keys, SequenceNumber: position } = record.dynamodb ?? {};
  try {
    if (position === undefined) throw new Error("a record without a place in its shard");
    return { position, ...needs.decodeChange(record.dynamodb ?? {}) };
  } catch (error) {
    const key = `${Keys?.["pk"]?.S ?? "?"}@${position ?? "?"}`;
    await setAside(needs, { consumer: "roll-up", key, error, hopeless: true });
    return undefined;
  }
}

function countingIn(book: Book, { position, ...change }: Change): Counting {
  const before = contributionTo(book, change.before);
  const after = contributionTo(book, change.after);
  return { position, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
