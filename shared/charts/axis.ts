/** A scale from values to places on a picture, with the marks that are written beside it. */
export type Axis = {
  readonly low: number;
  readonly high: number;
  /** Round values within it, the lowest first. */
  readonly ticks: readonly number[];
};

const narrowest = 20;
const steps = [5, 10, 20, 25, 50];
const mostTicks = 6;

/**
 * The part of a score's scale that its values lie in, with some room, in round steps. It is never so narrow that noise
 * fills the picture, and never leaves the scale.
 *
 * @param least the lowest score there can be
 * @param most the highest
 */
export function axisFor(values: readonly number[], least: number, most: number): Axis {
  if (values.length === 0) return withTicks(least, most);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const middle = (min + max) / 2;
  const half = Math.max((max - min) / 2, narrowest / 2) * 1.08;
  const low = Math.max(least, Math.min(middle - half, most - narrowest));
  const high = Math.min(most, Math.max(middle + half, least + narrowest));
  return withTicks(low, high);
}

function withTicks(low: number, high: number): Axis {
  const step = steps.find((size) => (high - low) / size <= mostTicks - 1) ?? 50;
  const [first, last] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  return { low: first, high: last, ticks: Array.from({ length: Math.round((last - first) / step) + 1 }, (_, at) => first + at * step) };
}

/** Which of so many labels are written when each needs so much room: evenly, and always the last. */
export function labelled(count: number, spacing: number, room: number): ReadonlySet<number> {
  const every = Math.max(1, Math.ceil(room / spacing));
  const shown = new Set<number>();
  for (let at = count - 1; at >= 0; at -= every) shown.add(at);
  return shown;
}
