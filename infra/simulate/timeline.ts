/** What happens next, by a clock that only moves because something happens. */
export type Timeline = {
  /** Virtual milliseconds since the epoch. */
  readonly now: () => number;
  /** Has something happen later. */
  readonly after: (ms: number, happen: () => void) => void;
  /** Moves the clock on while nothing happens: what was due meanwhile is late. */
  readonly leap: (ms: number) => void;
  /** Lets everything happen that is due until then, one thing at a time. */
  readonly runUntil: (time: number) => Promise<void>;
};

type Moment = { readonly time: number; readonly order: number; readonly happen: () => void };

/** A timeline that begins at a moment. */
export function timelineFrom(start: number): Timeline {
  const moments: Moment[] = [];
  let now = start;
  let order = 0;
  return {
    now: () => Math.floor(now),
    after: (ms, happen) => { push(moments, { time: now + Math.max(0, ms), order: order++, happen }); },
    leap: (ms) => { now += ms; },
    runUntil: async (time) => {
      for (let next = moments[0]; next !== undefined && next.time <= time; next = moments[0]) {
        pop(moments);
        now = Math.max(now, next.time);
        next.happen();
        await everythingWaits();
      }
      now = Math.max(now, time);
    },
  };
}

/** Node runs this only when no promise has anything left to do: all that goes on waits for the timeline. */
function everythingWaits(): Promise<void> {
  return new Promise((resolve) => { process.nextTick(resolve); });
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

/** A binary heap: the first stands first, and each before the two that hang on it. */
function push(heap: Moment[], moment: Moment): void {
  let at = heap.length;
  heap.push(moment);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(moment, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = moment;
}

function pop(heap: Moment[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (left === undefined) break;
    const [below, child] = right !== undefined && isBefore(right, left) ? [2 * at + 2, right] : [2 * at + 1, left];
    if (!isBefore(child, last)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
}
