import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type TransactItem, conditionally, transact, versionIs } from "./conditions.ts";
import { type Planned, decodePlanned, encodePlanned, planKey, unplanned } from "./plan-codec.ts";
import { returnItems } from "./reward-items.ts";
import type { Table } from "./table.ts";

/** What is planned for a response, as it is now. */
export async function readPlanned({ client, name }: Table, responseId: string): Promise<Planned | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: planKey(responseId), ConsistentRead: true }));
  return Item && decodePlanned(Item);
}

/** What came of a change: it is written, it was not wanted, or what had to go with it could not. */
export type Changed =
  | { readonly kind: "changed"; readonly now: Planned }
  | { readonly kind: "refused"; readonly seen: Planned }
  /** `failed` are the places of what had to go with it whose condition did not hold. */
  | { readonly kind: "hindered"; readonly failed: ReadonlySet<number> };

/**
 * Changes what is planned for a response as a whole, as often as it takes until nobody else has done so meanwhile.
 * What was promised of a reward's stock and will not be kept goes back in the same write.
 *
 * @param seen what was seen of it last: a look at the table is saved where it still is so
 * @param decide what is to stand there, or nothing where there is nothing to change
 * @param along what is written with it or not at all
 */
export async function changePlanned(
  table: Table,
  seen: Planned,
  decide: (planned: Planned) => Planned | undefined,
  along: readonly TransactItem[] = [],
): Promise<Changed> {
  for (let known = seen; ; ) {
    const decided = decide(known);
    if (decided === undefined) return { kind: "refused", seen: known };
    const now = { ...decided, version: known.version + 1 };
    const put = putOf(table, now, known.version);
    const back = returnItems(table, known.effects, now.effects);
    if (along.length + back.length === 0) {
      const written = await conditionally(table.client.send(new PutCommand(put)));
      if (written.held) return { kind: "changed", now };
      known = written.found === undefined ? unplanned(seen.responseId) : decodePlanned(written.found);
      continue;
    }
    const written = await transact(table, [{ Put: put }, ...along, ...back]);
    if (written.held) return { kind: "changed", now };
    if (!written.failed.has(0)) return { kind: "hindered", failed: new Set([...written.failed.keys()].map((at) => at - 1)) };
    const found = written.failed.get(0);
    known = found === undefined ? unplanned(seen.responseId) : decodePlanned(found);
  }
}

function putOf({ name }: Table, planned: Planned, version: number) {
  return { TableName: name, Item: encodePlanned(planned), ...versionIs(version), ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
}
