/** A clock of this process that can be put forward. */
export type AdjustableClock = { readonly ahead: () => number; readonly forward: (ms: number) => void };

/**
 * Puts a clock in place of `Date` that can be put forward, for everybody in this process. Timers go on
 * in their own time.
 */
export function adjustClock(ahead = 0): AdjustableClock {
  let by = ahead;
  const now = () => real.now() + by;
  const real = Date;
  globalThis.Date = new Proxy(real, {
    construct: (target, given: unknown[], as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as) as object,
    get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
  });
  return { ahead: () => by, forward: (ms) => { by += ms; } };
}
