/** The machine's clock. */
export const systemClock = { now: () => new Date() };
