import type { Views } from "../../ports.ts";

/** A dialog, and by what it was opened. */
export type Dialog = { readonly id: string; readonly triggerId: string; readonly view: object };

/** Dialogs and pages of people, and what they show. */
export type MemoryViews = Views & {
  /** The dialogs that were opened, oldest first, as they now are. */
  opened(): readonly Dialog[];
  /** The page of a person's own, as last shown. */
  homeOf(user: string): object | undefined;
};

/** Dialogs in memory: a trigger opens one, and not a second. */
export function memoryViews(): MemoryViews {
  const opened: Dialog[] = [];
  const homes = new Map<string, object>();
  return {
    opened: () => opened,
    homeOf: (user) => homes.get(user),
    open: (triggerId, view) => {
      if (opened.some((known) => known.triggerId === triggerId)) return Promise.resolve(false);
      opened.push({ id: `V${opened.length + 1}`, triggerId, view: structuredClone(view) });
      return Promise.resolve(true);
    },
    update: (viewId, view) => {
      const at = opened.findIndex(({ id }) => id === viewId);
      const [known] = opened.slice(at, at + 1);
      if (at < 0 || known === undefined) return Promise.resolve(false);
      opened[at] = { ...known, view: structuredClone(view) };
      return Promise.resolve(true);
    },
    showHome: (user, view) => {
      homes.set(user, structuredClone(view));
      return Promise.resolve();
    },
  };
}
