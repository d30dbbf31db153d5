import type { DynamoDBRecord, StreamRecord } from "aws-lambda";
import { contributionOf } from "../../shared/domain/counting.ts";
import { saidByAll } from "../../shared/domain/directory.ts";
import type { Response } from "../../shared/domain/response.ts";
import { setAside } from "../../shared/delivery/set-aside.ts";
import type { Accounts, Clock, Counting, Log, Metrics, Parking, Tallies } from "../../shared/ports.ts";
import { eachOf, shardHandler } from "../../shared/runtime/batch.ts";

/** What counting needs of the world. */
export type RollingUp = {
  readonly tallies: Pick<Tallies, "count">;
  readonly accounts: Pick<Accounts, "merge">;
  readonly parking: Parking;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Reads what a record changes of a response; throws when it tells of something else. */
  readonly decodeChange: (record: Pick<StreamRecord, "NewImage" | "OldImage">) => { readonly before?: Response; readonly after: Response };
};

/** Called with the records of one shard: counts what they change, and learns what they say of accounts, all of it together. */
export function rollUpRecords(needs: RollingUp) {
  return shardHandler(async (shard, records) => {
    const changes: Change[] = [];
    await eachOf(records, 1, async (record) => {
      const change = await readChange(needs, record);
      if (change !== undefined) changes.push(change);
    });
    // What was counted before a failure is passed over when the records come again.
    await needs.tallies.count(shard, changes.map(countingOf));
    // Many responses confirm what is known of an account; it is written once, with the latest moment.
    await eachOf(saidByAll(changes.map(({ after }) => after)), accountsAtATime, async (said) => { await needs.accounts.merge(said); });
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

function countingOf({ position, ...change }: Change): Counting {
  const before = change.before && contributionOf(change.before);
  const after = contributionOf(change.after);
  return { position, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
