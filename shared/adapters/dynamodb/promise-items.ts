import type { TransactItem } from "./conditions.ts";
import type { PromiseItems } from "./ledger.ts";
import { laneKey, returnedKey, stockKey } from "./reward-items.ts";

/** What takes an allotment, unless its lane was written meanwhile. */
export const promiseItems: PromiseItems = ({ name: TableName }, allotment) => {
  const { program, serial, lane, version, given, isReturned, turn } = allotment;
  return [
    {
      Update: {
        TableName,
        Key: laneKey(program, lane),
        UpdateExpression: "SET #type = :type, given = :given, version = :next",
        ConditionExpression: version === 0 ? "attribute_not_exists(pk)" : "version = :seen",
        ExpressionAttributeNames: { "#type": "type" },
        ExpressionAttributeValues: { ":type": "reward-lane", ":given": isReturned ? given : given + 1, ":next": version + 1, ...(version === 0 ? {} : { ":seen": version }) },
      },
    },
    ...(isReturned ? [{ Delete: { TableName, Key: returnedKey(program, serial), ConditionExpression: "attribute_exists(pk)" } }] : []),
    ...(turn === undefined ? [] : [takeTurn(TableName, program, turn)]),
  ];
};

/** One gives at a time, in whichever lane. */
function takeTurn(TableName: string, program: string, turn: number): TransactItem {
  return {
    Update: {
      TableName,
      Key: stockKey(program),
      UpdateExpression: "SET #type = :type, turn = :next",
      ConditionExpression: turn === 0 ? "attribute_not_exists(turn)" : "turn = :seen",
      ExpressionAttributeNames: { "#type": "type" },
      ExpressionAttributeValues: { ":type": "reward-stock", ":next": turn + 1, ...(turn === 0 ? {} : { ":seen": turn }) },
    },
  };
}
