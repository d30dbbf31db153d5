/** One figure, beside what it is to be. Counts and sizes gate; times are ratios on a noisy machine and do not. */
export type Figure = {
  /** Its number among the bars. */
  readonly id: string;
  readonly what: string;
  readonly measured: number;
  readonly bar: number;
  readonly unit: string;
  readonly gates: boolean;
};

/** Whether a figure is as it is to be: at most its bar. */
export function isMet({ measured, bar }: Figure): boolean {
  return measured <= bar;
}

/** A figure that has no bar: it says where another comes from. */
export function told(id: string, what: string, measured: number, unit: string): Figure {
  return { id, what, measured, bar: Infinity, unit, gates: false };
}

/** The middle one; of an even number, the lower middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/**
 * Two programs measured in turns, so that what else the machine does falls on both; the median of their
 * ratios, in pairs.
 */
export async function ratioOf(pairs: number, ours: () => Promise<number>, reference: () => Promise<number>): Promise<number> {
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) ratios.push((await ours()) / (await reference()));
  return median(ratios);
}
