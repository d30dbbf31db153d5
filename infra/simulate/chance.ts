/**
 * Chance by name: the same seed gives each name the same number, whatever else was drawn before. So what
 * is left of a run keeps its luck when something is taken out of it, and a story can be made shorter.
 *
 * @returns 0 ≤ number < 1
 */
export type Chance = (name: string) => number;

/** The chance of one run. */
export function chanceOf(seed: number): Chance {
  const start = mixed(seed ^ 0x9e3779b9);
  return (name) => {
    let hash = start;
    for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    return mixed(hash) / 2 ** 32;
  };
}

/** Spreads a number over 32 bits, so that names that are nearly the same are nothing alike. */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** One of a list. */
export function oneOf<T>(chance: Chance, name: string, list: readonly [T, ...T[]]): T {
  return list[Math.floor(chance(name) * list.length)] ?? list[0];
}

/** A number from `from` up to `to`, whole. */
export function between(chance: Chance, name: string, from: number, to: number): number {
  return from + Math.floor(chance(name) * (to - from + 1));
}
