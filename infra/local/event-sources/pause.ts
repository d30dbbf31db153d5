/** Waits, but no longer than until the signal aborts; resolves in both cases. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}

/** Bounds of an exponential backoff, in milliseconds. */
export type Backoff = { readonly firstMs: number; readonly mostMs: number };

/** What event sources wait between tries unless told otherwise. */
export const usualBackoff: Backoff = { firstMs: 100, mostMs: 5_000 };

/** The wait after the n-th failure in a row, n from 1, doubling from the first to the most. */
export function backoffMs({ firstMs, mostMs }: Backoff, failures: number): number {
  return Math.min(mostMs, firstMs * 2 ** (failures - 1));
}
