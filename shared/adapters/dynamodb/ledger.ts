import { tellingEnds } from "../../domain/draft.ts";
import type { Effect } from "../../domain/effect.ts";
import { splitEffectId, unremarked } from "../../domain/effect.ts";
import type { Promised } from "../../domain/promised.ts";
import type { Allotment, RewardPromise } from "../../domain/reward-stock.ts";
import type { Lease, Ledger, Slot, Taking } from "../../ports.ts";
import { type Key, partition } from "./codec.ts";
import type { TransactItem } from "./conditions.ts";
import { entries, fetchItems } from "./lists.ts";
import { type Planned, decodePlanned } from "./plan-codec.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import { cancelled } from "./plans.ts";
import { type Table, indexLanes } from "./table.ts";

/** What of a reward's stock is written with the send that promises it. */
export type PromiseItems = (table: Table, allotment: Allotment) => readonly TransactItem[];

function promisesNothing(): never {
  throw new Error("this ledger was made without what promises rewards");
}

/**
 * The ledger in the table: the effects of a response are one item, and each moves only from the state and attempt it was seen in.
 *
 * @param promiseItems for whoever sends what promises rewards; nobody else's bundle carries it
 */
export function dynamoLedger(table: Table, promiseItems: PromiseItems = promisesNothing): Ledger {
  const effectsOf = async (responseId: string) => (await readPlanned(table, responseId))?.effects ?? [];
  return {
    find: async (id) => (await effectsOf(splitEffectId(id).responseId)).find((effect) => effect.id === id),
    ofResponse: effectsOf,
    take: (effects, lease, slots = []) => take(table, effects, lease, [slots, promiseItems]),
    doubt: (effects, at, lookAt, detail) =>
      move(table, effects, begun, (effect) => ({ ...effect, state: "unknown", at, detail, leaseUntil: lookAt, dueAt: lookAt })),
    sent: (effects, at, { receipt, detail }) =>
      move(table, effects, begun, (effect) => ({
        ...unremarked(settled(effect)),
        state: "sent",
        at,
        ...(receipt === undefined ? {} : { receipt }),
        ...(detail === undefined ? {} : { detail }),
      })),
    handOver: (effect, at, detail) =>
      move(table, [effect], ["planned"], ({ attempts, ...rest }) => ({
        ...unremarked(settled(rest)),
        state: "sent",
        at,
        attempts: attempts + 1,
        ...(detail === undefined ? {} : { detail }),
      })),
    add: async (effect) => {
      const seen = await readPlanned(table, effect.responseId);
      const added = (planned: Planned) => (planned.effects.some(({ id }) => id === effect.id) ? undefined : { ...planned, effects: [...planned.effects, effect] });
      return seen !== undefined && (await changePlanned(table, seen, added)).kind === "changed";
    },
    release: (effects, at, retryAt, detail, slots) =>
      move(table, effects, begun, ({ leaseUntil: _, to: __, ...effect }) => ({ ...effect, state: "planned", at, detail, notBefore: retryAt, dueAt: retryAt }), slots),
    fail: (effects, at, detail, slots) => move(table, effects, unsettled, (effect) => ({ ...settled(effect), state: "failed", at, detail }), slots),
    cancel: (effects, at, reason) => move(table, effects, ["planned"], (effect) => cancelled(effect, at, reason)),
    remark: (effects, detail) => move(table, effects, ["sent"], (effect) => ({ ...effect, detail })),
    postpone: (effect, dueAt) => move(table, [effect], unsettled, (found) => ({ ...found, dueAt: found.state === "planned" && found.notBefore > dueAt ? found.notBefore : dueAt })),
    due: async (now, limit) => {
      const partitions = Array.from({ length: indexLanes }, (_, lane) => partition.due(lane));
      // `~` sorts behind everything that can follow a time in a position.
      const found = await load(table, await entries(table, { index: "gsi1", partitions, before: `${now}~`, newestFirst: false, limit }));
      const effects = found.flatMap(openOf).filter(({ dueAt = now }) => dueAt <= now);
      const looks = found.flatMap(({ responseId, looks }) => Object.entries(looks).flatMap(([caseId, at]) => (at <= now ? [{ responseId, caseId, at }] : [])));
      return { effects: effects.sort((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1)), looks };
    },
    waiting: async (channel, limit) => {
      const found = await load(table, await entries(table, { index: "gsi2", partitions: [partition.lane(channel)], newestFirst: false, limit }));
      return found.flatMap(openOf).filter(({ lane }) => lane?.channel === channel);
    },
  };
}

const begun: readonly Effect["state"][] = ["sending", "unknown"];
const unsettled: readonly Effect["state"][] = ["planned", ...begun];

/** Nobody looks for it any more. */
function settled<T extends Pick<Effect, "dueAt" | "leaseUntil">>({ dueAt: _, leaseUntil: __, ...effect }: T): Omit<T, "dueAt" | "leaseUntil"> {
  return effect;
}

async function take(table: Table, effects: readonly Effect[], lease: Lease, [slots, promiseItems]: readonly [readonly Slot[], PromiseItems]): Promise<Taking> {
  const { at, promise } = lease;
  const begin = (effect: Effect): Effect => begunWith(effect, lease);
  const along = [...slots.map((slot) => holdSlot(table, slot, effects, at)), ...(promise?.allotment === undefined ? [] : promiseItems(table, promise.allotment))];
  const changed = await change(table, effects, ["planned"], begin, along);
  switch (changed.kind) {
    case "changed":
      return { kind: "taken", effects: effects.map((effect) => changed.now.effects.find(({ id }) => id === effect.id) ?? begin(effect)) };
    case "refused":
      return { kind: "lost" };
    case "hindered": {
      const slot = slots.find((_, place) => changed.failed.has(place));
      return slot === undefined ? { kind: "promise gone" } : { kind: "slot taken", slot: slot.key };
    }
  }
}

function begunWith(effect: Effect, { at, until, to, promise }: Lease): Effect {
  return {
    ...effect,
    state: "sending",
    at,
    leaseUntil: until,
    attempts: effect.attempts + 1,
    ...(to === undefined ? {} : { to }),
    ...(effect.kind === "reward" && promise !== undefined ? { promised: promisedBy(promise) } : {}),
  };
}

function promisedBy({ program, allotment }: RewardPromise): Promised {
  return { program, ...(allotment === undefined ? {} : { serial: allotment.serial }) };
}

/** Moves effects together and frees the slots they held; false when somebody else moved one of them first. */
async function move(
  table: Table,
  effects: readonly Effect[],
  from: readonly Effect["state"][],
  step: (effect: Effect) => Effect,
  slots: readonly Slot[] = [],
): Promise<boolean> {
  if (effects.length === 0) return true;
  const changed = await change(table, effects, from, step, slots.map((slot) => freeSlot(table, slot, effects)));
  // A slot that ran out and was taken by somebody else is theirs.
  if (changed.kind === "hindered") return move(table, effects, from, step, slots.filter((_, at) => !changed.failed.has(at)));
  return changed.kind === "changed";
}

/** Takes a step with effects of one response, all from the state and attempt they were seen in or none. */
async function change(
  table: Table,
  effects: readonly Effect[],
  from: readonly Effect["state"][],
  step: (effect: Effect) => Effect,
  along: readonly TransactItem[],
): ReturnType<typeof changePlanned> {
  const [{ responseId } = { responseId: "" }] = effects;
  const wanted = new Map(effects.map(({ id, attempts }) => [id, attempts]));
  const stepped = (planned: Planned): Planned | undefined => {
    const moving = planned.effects.filter(({ id, state, attempts }) => wanted.get(id) === attempts && from.includes(state));
    if (moving.length < wanted.size) return undefined;
    return { ...planned, effects: tellingEnds(planned.effects, planned.effects.map((effect) => (moving.includes(effect) ? step(effect) : effect))) };
  };
  const seen = await readPlanned(table, responseId);
  if (seen === undefined) throw new Error(`nothing is planned for ${responseId}`);
  return changePlanned(table, seen, stepped, along);
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

/** What an index leads to. */
async function load(table: Table, found: Awaited<ReturnType<typeof entries>>): Promise<readonly Planned[]> {
  return (await fetchItems(table, found.map(({ key }) => key))).map(decodePlanned);
}

function openOf({ effects }: Planned): readonly Effect[] {
  return effects.filter(({ state }) => unsettled.includes(state));
}
