/** Items of rewards to values. Only this product writes them, so an item is told by its `type` and taken at its word. */
import type { Referral } from "../../domain/referral.ts";
import { type Item, UnreadableItem } from "./codec.ts";

/** What stands in the partition of a program's stock. */
export type StockItem =
  | { readonly is: "stock"; readonly stocked: number; readonly turn: number }
  | { readonly is: "lane"; readonly lane: number; readonly given: number; readonly version: number }
  | { readonly is: "returned"; readonly serial: number };

export function decodeStockItem(item: Item): StockItem {
  const { type, sk, ...rest } = item;
  switch (type) {
    case "reward-stock": {
      const { stocked = 0, turn = 0 } = rest as { stocked?: number; turn?: number };
      return { is: "stock", stocked, turn };
    }
    case "reward-lane": {
      const { given, version } = rest as unknown as { given: number; version: number };
      return { is: "lane", lane: Number(String(sk).slice("lane#".length)), given, version };
    }
    case "reward-returned":
      return { is: "returned", serial: (rest as unknown as { serial: number }).serial };
    default:
      throw new UnreadableItem(`expected a reward's stock, found an item of type ${String(type)}`);
  }
}

/** Codes that were imported together; `first` is the serial of the first. */
export function decodeCodes(item: Item): { readonly first: number; readonly codes: readonly string[] } {
  if (item["type"] !== "reward-codes") throw new UnreadableItem(`expected an item of type reward-codes, found ${String(item["type"])}`);
  const { first, codes } = item as unknown as { first: number; codes: readonly string[] };
  return { first, codes };
}

/** A personal code: the item of who has it, and that of what came of it, if anything did. */
export function decodeReferral(item: Item, counts: Item | undefined): Referral {
  if (item["type"] !== "referral") throw new UnreadableItem(`expected an item of type referral, found ${String(item["type"])}`);
  const { code, program, responseId, claimedAt } = item as unknown as Omit<Referral, "visits" | "signups">;
  const { visit = 0, signup = 0 } = (counts ?? {}) as { visit?: number; signup?: number };
  return { code, program, ...(responseId === undefined ? {} : { responseId }), claimedAt, visits: visit, signups: signup };
}
