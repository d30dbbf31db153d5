import type { Item } from "../../../../shared/adapters/dynamodb/codec.ts";
import { decodePlanned, encodePlanned } from "../../../../shared/adapters/dynamodb/plan-codec.ts";
import type { Effect } from "../../../../shared/domain/effect.ts";

/**
 * An item of a backup as it may stand in the live table again. An effect that was open at the moment of
 * the backup may have been sent since: its receiver is asked before anything else is done with it.
 *
 * @returns undefined when its time is over
 */
export function restoredItem(item: Item, now: Date): Item | undefined {
  if (Number(item["expires"] ?? Infinity) * 1000 <= now.getTime()) return undefined;
  const at = now.toISOString();
  // It comes through the stream again, and what it adds to the scores is there, or comes back by itself.
  if (item["type"] === "response" || item["type"] === "erased") return { ...item, restoredAt: at };
  if (item["type"] !== "plan") return item;
  const planned = decodePlanned(item);
  return encodePlanned({ ...planned, effects: planned.effects.map((effect) => (mayHaveBeenSent(effect, at) ? inDoubt(effect, at) : effect)) });
}

/** A plan that nobody finds by what is open in it, until the responses and cases are there that it needs. */
export function asleep(plan: Item): Item {
  return { ...Object.fromEntries(Object.entries(plan).filter(([name]) => !name.startsWith("gsi"))), asleep: true };
}

function mayHaveBeenSent({ state, kind, notBefore }: Effect, now: string): boolean {
  switch (state) {
    case "planned":
      // A task has no receiver but its case, in this table; and what is not due yet was not begun.
      return kind !== "task" && notBefore <= now;
    case "sending":
    case "unknown":
      return true;
    case "sent":
    case "cancelled":
    case "failed":
      return false;
  }
}

/** Unknown since it came into its state: no send of which the backup says nothing began before that. */
function inDoubt(effect: Effect, now: string): Effect {
  return {
    ...effect,
    state: "unknown",
    // A send may have begun, and only a begun one can be settled.
    attempts: Math.max(1, effect.attempts),
    detail: "restored from a backup: whether it was sent is being found out",
    leaseUntil: now,
    dueAt: now,
  };
}
