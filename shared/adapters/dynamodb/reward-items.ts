/**
 * Where the stock of a reward stands, and what goes back to it. A partition a program holds how many codes there are,
 * its lanes, and what came back; the codes themselves stand in another, some hundreds to an item.
 */
import { type Effect, isSettled } from "../../domain/effect.ts";
import { comesBack } from "../../domain/reward-stock.ts";
import type { Key } from "./codec.ts";
import type { TransactItem } from "./conditions.ts";
import type { Table } from "./table.ts";

/** The partition of a program's stock, and of its codes. */
export const stockPartition = (program: string): string => `rewards#${program}`;
export const codesPartition = (program: string): string => `rewards#${program}#codes`;

/** Numbers as keys are ordered as text. */
const digits = 9;
const numbered = (name: string, serial: number): string => `${name}#${String(serial).padStart(digits, "0")}`;

export function laneKey(program: string, lane: number): Key {
  return { pk: stockPartition(program), sk: `lane#${lane}` };
}

export function returnedKey(program: string, serial: number): Key {
  return { pk: stockPartition(program), sk: numbered("returned", serial) };
}

/** Where the codes stand whose first has this serial. */
export function codesKey(program: string, serial: number): Key {
  return { pk: codesPartition(program), sk: numbered("codes", serial) };
}

/** Brings a count of a program's stock on, unless somebody else has done so meanwhile. */
export function countedOn({ name: TableName }: Table, program: string, { count, from, to }: { readonly count: "stocked" | "turn"; readonly from: number; readonly to: number }): TransactItem {
  return {
    Update: {
      TableName,
      Key: { pk: stockPartition(program), sk: "stock" },
      UpdateExpression: "SET #type = :type, #count = :to",
      ConditionExpression: from === 0 ? "attribute_not_exists(#count)" : "#count = :from",
      ExpressionAttributeNames: { "#type": "type", "#count": count },
      ExpressionAttributeValues: { ":type": "reward-stock", ":to": to, ...(from === 0 ? {} : { ":from": from }) },
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
