import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ReferralEvent } from "../../domain/referral.ts";
import type { Referrals } from "../../reward-ports.ts";
import type { Item, Key } from "./codec.ts";
import { type TransactItem, conditionally, transact } from "./conditions.ts";
import { decodeReferral } from "./reward-codec.ts";
import type { Table } from "./table.ts";

/** Where a personal code stands. */
export function referralKey(code: string): Key {
  return { pk: `referral#${code}`, sk: "referral" };
}

/** Personal codes in the table: one item when they are claimed, one for what is counted, one for each mark. */
export function dynamoReferrals(table: Table): Referrals {
  const { client, name: TableName } = table;
  const read = async (Key: Key): Promise<Item | undefined> => (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  return {
    find: async (code) => {
      const { pk, sk } = referralKey(code);
      const [item, counts] = await Promise.all([read({ pk, sk }), read({ pk, sk: countsOf })]);
      return item && decodeReferral(item, counts);
    },
    count: async (code, event, mark) => {
      const { pk } = referralKey(code);
      const counting = countingOf(TableName, pk, event);
      if (mark === undefined) {
        await client.send(new UpdateCommand(counting));
        return;
      }
      const Item = { pk, sk: `${event}#${mark}`, type: "referral-mark" };
      // What was counted with this mark is not counted again.
      await transact(table, [{ Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } }, { Update: counting }]);
    },
  };
}

/** Says no more whose a personal code is, if it is one: what came of it stays counted. */
export async function untieReferral({ client, name: TableName }: Table, code: string): Promise<void> {
  const update = new UpdateCommand({
    TableName,
    Key: referralKey(code),
    UpdateExpression: "REMOVE holder, responseId",
    ConditionExpression: "attribute_exists(pk)",
  });
  await conditionally(client.send(update));
}

const countsOf = "counts";

function countingOf(TableName: string, pk: string, event: ReferralEvent): NonNullable<TransactItem["Update"]> {
  return {
    TableName,
    Key: { pk, sk: countsOf },
    UpdateExpression: "SET #type = :type ADD #event :one",
    ExpressionAttributeNames: { "#type": "type", "#event": event },
    ExpressionAttributeValues: { ":type": "referral-counts", ":one": 1 },
  };
}
