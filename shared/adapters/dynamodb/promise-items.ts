import type { PromiseItems } from "./ledger.ts";
import { countedOn, laneKey, returnedKey } from "./reward-items.ts";

/** What takes an allotment, unless its lane was written meanwhile. */
export const promiseItems: PromiseItems = (table, allotment) => {
  const TableName = table.name;
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
    // One gives at a time, in whichever lane.
    ...(turn === undefined ? [] : [countedOn(table, program, { count: "turn", from: turn, to: turn + 1 })]),
  ];
};
