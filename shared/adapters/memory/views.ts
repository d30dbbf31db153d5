import type { Views } from "../../ports.ts";

/** Dialogs and pages of people, and what they show. */
export type MemoryViews = Views & {
  /** The dialogs that were opened, oldest first. */
  opened(): readonly { readonly triggerId: string; readonly view: object }[];
  /** The page of a person's own, as last shown. */
  homeOf(user: string): object | undefined;
};

/** Dialogs in memory: a trigger opens one, and not a second. */
export function memoryViews(): MemoryViews {
  const opened: { triggerId: string; view: object }[] = [];
  const homes = new Map<string, object>();
  return {
    opened: () => opened,
    homeOf: (user) => homes.get(user),
    open: (triggerId, view) => {
      if (opened.some((known) => known.triggerId === triggerId)) return Promise.resolve(false);
      opened.push({ triggerId, view: structuredClone(view) });
      return Promise.resolve(true);
    },
    showHome: (user, view) => {
      homes.set(user, structuredClone(view));
      return Promise.resolve();
    },
  };
}
