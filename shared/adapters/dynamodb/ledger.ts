import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Effect } from "../../domain/effect.ts";
import type { Ledger, Slot, Taking } from "../../ports.ts";
import { type Key, decodeEffect, dueIndex, effectKey, partition } from "./codec.ts";
import { tellCase } from "./cases.ts";
import { type TransactItem, conditionally, transact } from "./conditions.ts";
import { entries, fetchItems } from "./lists.ts";
import { type Table, indexLanes } from "./table.ts";

/** The ledger in the table: one item an effect, moved only by conditions on its state and attempt. */
export function dynamoLedger(table: Table): Ledger {
  return {
    find: async (id) => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: effectKey(id), ConsistentRead: true }),
      );
      return Item && decodeEffect(Item);
    },
    ofResponse: async (responseId) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: "pk = :id AND begins_with(sk, :effect)",
          ExpressionAttributeValues: { ":id": responseId, ":effect": "effect#" },
          ConsistentRead: true,
        }),
      );
      return Items.map(decodeEffect);
    },
    take: (effects, lease, slots = []) => take(table, effects, lease, slots),
    doubt: (effects, at, lookAt, detail) =>
      move(table, effects, {
        from: begun,
        set: { state: "unknown", at, detail, leaseUntil: lookAt, dueAt: lookAt },
        remove: [],
      }),
    sent: (effects, at, { receipt, detail }) =>
      move(table, effects, { from: begun, set: { state: "sent", at, receipt, detail }, remove: settledFields }),
    handOver: async (effect, at, { caseId, entry }) => {
      const attempts = effect.attempts + 1;
      const step: Move = { from: ["planned"], set: { state: "sent", at, attempts }, remove: settledFields };
      return (await write(table, [update(table, effect, step), tellCase(table, caseId, entry)])) === undefined;
    },
    release: (effects, at, retryAt, detail, slots) =>
      move(
        table,
        effects,
        { from: begun, set: { state: "planned", at, detail, notBefore: retryAt, dueAt: retryAt }, remove: ["leaseUntil"] },
        slots,
      ),
    fail: (effects, at, detail, slots) =>
      move(table, effects, { from: unsettled, set: { state: "failed", at, detail }, remove: settledFields }, slots),
    cancel: (effects, at, reason) =>
      move(table, effects, { from: ["planned"], set: { state: "cancelled", at, detail: reason }, remove: settledFields }),
    remark: (effects, detail) => move(table, effects, { from: ["sent"], set: { detail }, remove: [] }),
    postpone: (effect, dueAt) => move(table, [effect], { from: unsettled, set: { dueAt }, remove: [] }),
    due: async (now, limit) => {
      const partitions = Array.from({ length: indexLanes }, (_, lane) => partition.due(lane));
      // `~` sorts behind everything that can follow a time in a position.
      return load(table, await entries(table, { index: "gsi1", partitions, before: `${now}~`, newestFirst: false, limit }));
    },
    waiting: async (channel, limit) =>
      load(table, await entries(table, { index: "gsi2", partitions: [partition.lane(channel)], newestFirst: false, limit })),
  };
}

const begun: readonly Effect["state"][] = ["sending", "unknown"];
const unsettled: readonly Effect["state"][] = ["planned", ...begun];
const settledFields = ["dueAt", "leaseUntil", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"] as const;

async function take(
  table: Table,
  effects: readonly Effect[],
  lease: { at: string; until: string },
  slots: readonly Slot[],
): Promise<Taking> {
  const moves = effects.map((effect) =>
    update(table, effect, {
      from: ["planned"],
      set: { state: "sending", at: lease.at, leaseUntil: lease.until, attempts: effect.attempts + 1 },
      remove: [],
    }),
  );
  const failed = await write(table, [...moves, ...slots.map((slot) => holdSlot(table, slot, effects, lease.at))]);
  if (failed === undefined) {
    return {
      kind: "taken",
      effects: effects.map((effect) => ({
        ...effect,
        state: "sending",
        at: lease.at,
        leaseUntil: lease.until,
        attempts: effect.attempts + 1,
      })),
    };
  }
  const slot = slots.find((_, at) => failed.has(moves.length + at));
  const lost = moves.some((_, at) => failed.has(at));
  return lost || slot === undefined ? { kind: "lost" } : { kind: "slot taken", slot: slot.key };
}

type Move = {
  readonly from: readonly Effect["state"][];
  readonly set: Partial<Record<keyof Effect, unknown>>;
  readonly remove: readonly string[];
};

/** Moves effects together and frees the slots they held; false when somebody else moved one of them first. */
async function move(table: Table, effects: readonly Effect[], step: Move, slots: readonly Slot[] = []): Promise<boolean> {
  const moves = effects.map((effect) => update(table, effect, step));
  const failed = await write(table, [...moves, ...slots.map((slot) => freeSlot(table, slot, effects))]);
  if (failed === undefined) return true;
  if (moves.some((_, at) => failed.has(at))) return false;
  // A slot that ran out and was taken by somebody else is theirs.
  return move(table, effects, step, slots.filter((_, at) => !failed.has(moves.length + at)));
}

/** One write goes alone, several in a transaction; answers which conditions failed. */
async function write(table: Table, items: readonly TransactItem[]): Promise<ReadonlySet<number> | undefined> {
  const [first, ...more] = items;
  if (first === undefined) return undefined;
  if (more.length === 0 && first.Update !== undefined) {
    const { held } = await conditionally(table.client.send(new UpdateCommand(first.Update)));
    return held ? undefined : new Set([0]);
  }
  const outcome = await transact(table, items);
  return outcome.held ? undefined : new Set(outcome.failed.keys());
}

function update({ name }: Table, effect: Effect, { from, set, remove }: Move): TransactItem {
  const dueAt = set.dueAt;
  const fields = Object.entries({ ...set, ...(typeof dueAt === "string" ? dueIndex(effect.id, dueAt) : {}) }).filter(
    ([, value]) => value !== undefined,
  );
  const names = Object.fromEntries([...fields.map(([field]) => field), ...remove, "state", "attempts"].map((field) => [`#${field}`, field]));
  const states = from.map((state, at) => [`:from${at}`, state] as const);
  return {
    Update: {
      TableName: name,
      Key: effectKey(effect.id),
      UpdateExpression: [
        `SET ${fields.map(([field]) => `#${field} = :${field}`).join(", ")}`,
        ...(remove.length === 0 ? [] : [`REMOVE ${remove.map((field) => `#${field}`).join(", ")}`]),
      ].join(" "),
      ConditionExpression: `#state IN (${states.map(([value]) => value).join(", ")}) AND #attempts = :held`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ...Object.fromEntries(fields.map(([field, value]) => [`:${field}`, value])),
        ...Object.fromEntries(states),
        ":held": effect.attempts,
      },
    },
  };
}

/** A slot is free when nobody holds it, when its time is over, or when we hold it already. */
function holdSlot({ name }: Table, slot: Slot, effects: readonly Effect[], now: string): TransactItem {
  return {
    Put: {
      TableName: name,
      Item: {
        ...slotKey(slot),
        type: "slot",
        holder: holderOf(effects),
        until: slot.until,
        expires: Math.ceil(Date.parse(slot.until) / 1000),
      },
      ConditionExpression: "attribute_not_exists(pk) OR #until <= :now OR holder = :holder",
      ExpressionAttributeNames: { "#until": "until" },
      ExpressionAttributeValues: { ":now": now, ":holder": holderOf(effects) },
    },
  };
}

function freeSlot({ name }: Table, slot: Slot, effects: readonly Effect[]): TransactItem {
  return {
    Delete: {
      TableName: name,
      Key: slotKey(slot),
      ConditionExpression: "attribute_not_exists(pk) OR holder = :holder",
      ExpressionAttributeValues: { ":holder": holderOf(effects) },
    },
  };
}

/** Where a slot stands. */
export function slotKey({ key }: Pick<Slot, "key">): Key {
  return { pk: `slot#${key}`, sk: "slot" };
}

function holderOf(effects: readonly Effect[]): string {
  return effects[0]?.id ?? "";
}

async function load(table: Table, found: Awaited<ReturnType<typeof entries>>): Promise<readonly Effect[]> {
  return (await fetchItems(table, found.map(({ key }) => key))).map(decodeEffect);
}
