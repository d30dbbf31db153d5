import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type LaneStock, stockLanes } from "../../domain/reward-stock.ts";
import type { RewardStocks } from "../../reward-ports.ts";
import { transact } from "./conditions.ts";
import { readPartition } from "./lists.ts";
import { codesKey, codesPartition, countedOn, stockPartition } from "./reward-items.ts";
import { decodeCodes, decodeStockItem } from "./reward-codec.ts";
import type { Table } from "./table.ts";

/** What there is of rewards, in the table. */
export function dynamoRewardStocks(table: Table): RewardStocks {
  const { client, name: TableName } = table;
  return {
    of: async (program) => {
      const items = (await readPartition(table, stockPartition(program))).map(decodeStockItem);
      const returned = items.flatMap((item) => (item.is === "returned" ? [item.serial] : []));
      const lanes = Array.from({ length: stockLanes }, (_, at): LaneStock => {
        const lane = items.find((item) => item.is === "lane" && item.lane === at);
        const { given, version } = lane?.is === "lane" ? lane : { given: 0, version: 0 };
        return { given, version, returned: returned.filter((serial) => serial % stockLanes === at) };
      });
      const stock = items.find((item) => item.is === "stock");
      return { stocked: stock?.is === "stock" ? stock.stocked : 0, turn: stock?.is === "stock" ? stock.turn : 0, lanes };
    },
    code: async (program, serial) => {
      const { Items: [item] = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND sk <= :place",
          ExpressionAttributeValues: { ":pk": codesPartition(program), ":place": codesKey(program, serial).sk },
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      if (item === undefined) return undefined;
      const { first, codes } = decodeCodes(item);
      return codes[serial - first];
    },
    codes: async (program) => (await readPartition(table, codesPartition(program))).flatMap((item) => decodeCodes(item).codes),
    add: async (program, codes, stocked) => {
      const { held } = await transact(table, [
        countedOn(table, program, { count: "stocked", from: stocked, to: stocked + codes.length }),
        {
          Put: {
            TableName,
            Item: { ...codesKey(program, stocked), type: "reward-codes", first: stocked, codes: [...codes] },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
      ]);
      return held;
    },
  };
}
