/**
 * What of a reward's stock is written together with an effect. A partition a program holds how many codes there are,
 * its lanes, and what came back; the codes themselves stand in another, some hundreds to an item.
 */
import { type Effect, isSettled } from "../../domain/effect.ts";
import { type Allotment, comesBack } from "../../domain/reward-stock.ts";
import type { Key } from "./codec.ts";
import type { TransactItem } from "./conditions.ts";
import type { Table } from "./table.ts";

/** The partition of a program's stock, and of its codes. */
export const stockPartition = (program: string): string => `rewards#${program}`;
export const codesPartition = (program: string): string => `rewards#${program}#codes`;

/** Numbers as keys are ordered as text. */
const digits = 9;
const numbered = (name: string, serial: number): string => `${name}#${String(serial).padStart(digits, "0")}`;

export function stockKey(program: string): Key {
  return { pk: stockPartition(program), sk: "stock" };
}

function laneKey(program: string, lane: number): Key {
  return { pk: stockPartition(program), sk: `lane#${lane}` };
}

function returnedKey(program: string, serial: number): Key {
  return { pk: stockPartition(program), sk: numbered("returned", serial) };
}

/** Where the codes stand whose first has this serial. */
export function codesKey(program: string, serial: number): Key {
  return { pk: codesPartition(program), sk: numbered("codes", serial) };
}

/** What takes an allotment, unless its lane was written meanwhile. */
export function promiseItems({ name: TableName }: Table, allotment: Allotment | undefined): readonly TransactItem[] {
  if (allotment === undefined) return [];
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
}

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

/** What puts back what effects were promised that have ended in a change, and did not arrive. */
export function returnItems({ name: TableName }: Table, before: readonly Effect[], after: readonly Effect[]): readonly TransactItem[] {
  const open = new Set(before.filter((effect) => !isSettled(effect)).map(({ id }) => id));
  const ended = after.filter(({ id, state }) => open.has(id) && (state === "cancelled" || state === "failed"));
  return ended.flatMap((effect) => {
    const back = comesBack(effect);
    return back === undefined ? [] : [{ Put: { TableName, Item: { ...returnedKey(back.program, back.serial), type: "reward-returned", serial: back.serial } } }];
  });
}
