/** Chance that comes out the same each time it is given the same seed. */
export type Chance = {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from 0 up to and without `below`. */
  below(below: number): number;
  pick<T>(from: readonly [T, ...(readonly T[])]): T;
  /** A copy in another order. */
  shuffled<T>(items: readonly T[]): T[];
};

/** Chance from a seed: mulberry32 (Tommy Ettinger, public domain) over an FNV-1a hash of the text. */
export function chanceOf(seed: string): Chance {
  let state = 2_166_136_261;
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 16_777_619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    shuffled: (items) => items.map((item) => ({ item, at: next() })).sort((a, b) => a.at - b.at).map(({ item }) => item),
  };
}

/**
 * Deals cards in shuffled order, and shuffles anew when all are dealt: what comes is not foreseeable,
 * its proportions are.
 *
 * @param counts how many of each card the deck has
 */
export function deck<T extends string>(chance: Chance, counts: Readonly<Record<T, number>>): () => T;
export function deck(chance: Chance, counts: Readonly<Record<string, number>>): () => string {
  const cards = Object.entries(counts).flatMap(([card, count]) => Array.from({ length: count }, () => card));
  let left: string[] = [];
  return () => {
    if (left.length === 0) left = chance.shuffled(cards);
    const card = left.pop();
    if (card === undefined) throw new Error("a deck without cards");
    return card;
  };
}
