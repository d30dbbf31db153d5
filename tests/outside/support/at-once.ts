/** Works through a list, so many at a time. */
export async function atOnce<T>(items: readonly T[], concurrency: number, work: (item: T, at: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const [at, item] of queue) await work(item, at);
    }),
  );
}
