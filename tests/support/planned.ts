import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "../../shared/adapters/dynamodb/codec.ts";
import { decodePlanned, encodePlanned, unplanned } from "../../shared/adapters/dynamodb/plan-codec.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { type Effect, splitEffectId } from "../../shared/domain/effect.ts";

/** The items in which effects stand that were planned, one a response. */
export function planItems(...effects: readonly Effect[]): readonly Item[] {
  return [...Map.groupBy(effects, ({ id }) => splitEffectId(id).responseId)].map(([responseId, planned]) =>
    encodePlanned({ ...unplanned(responseId), revision: 1, version: 1, effects: planned }),
  );
}

/** Writes effects down as planned. */
export async function putEffects({ client, name }: Table, ...effects: readonly Effect[]): Promise<void> {
  for (const item of planItems(...effects)) await client.send(new PutCommand({ TableName: name, Item: { ...item } }));
}

/** The same plan with its effects changed; anything else as it is. */
export function withEffects(item: Item, change: (effect: Effect) => Effect): Item {
  if (item["type"] !== "plan") return item;
  const planned = decodePlanned(item);
  return encodePlanned({ ...planned, effects: planned.effects.map(change) });
}
