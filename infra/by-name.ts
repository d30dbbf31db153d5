/** Makes something of each item, to be found again by the item's name. */
export function byName<Item extends { readonly name: string }, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
): Readonly<Record<Item["name"], Made>>;
export function byName(items: readonly { readonly name: string }[], make: (item: { readonly name: string }) => unknown): object {
  return Object.fromEntries(items.map((item) => [item.name, make(item)]));
}
