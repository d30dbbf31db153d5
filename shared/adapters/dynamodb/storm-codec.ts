/** What goes on in a channel, and what was folded at a time, as items. */
import type { Folded, Traffic } from "../../domain/storm.ts";
import { type Item, type Key, UnreadableItem } from "./codec.ts";

/** Where it stands what goes on in a channel. */
export function trafficKey(channel: string): Key {
  return { pk: `traffic#${channel}`, sk: "traffic" };
}

export function encodeTraffic({ channel, ...rest }: Traffic): Item {
  return { ...trafficKey(channel), type: "traffic", ...rest };
}

/** Nothing has gone on in a channel of which nothing is known. */
export function decodeTraffic(channel: string, item: Item | undefined): Traffic {
  if (item === undefined) return { channel, version: 0, granted: [], pending: [] };
  if (item["type"] !== "traffic") throw new UnreadableItem(`expected an item of type traffic, found ${String(item["type"])}`);
  const { version, granted, pending, storm } = item as unknown as Omit<Traffic, "channel">;
  return { channel, version, granted, pending, ...(storm === undefined ? {} : { storm }) };
}

/** The sort keys of what a storm holds begin so. */
export const foldedPrefix = "folded#";

/** What was folded at a time. Its place is how much the storm held before. */
export function encodeFolded(stormId: string, before: number, cases: readonly Folded[]): Item {
  return { pk: stormId, sk: `${foldedPrefix}${String(before).padStart(6, "0")}`, type: "folded", cases };
}

export function decodeFolded(item: Item): readonly Folded[] {
  return item["type"] === "folded" ? (item["cases"] as readonly Folded[]) : [];
}
