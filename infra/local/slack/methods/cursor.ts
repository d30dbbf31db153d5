import { Refusal } from "../refusal.ts";
import { pageSize } from "./arguments.ts";

/** An opaque cursor over a number that says where to go on. */
export const writeCursor = (kind: string, position: number): string => Buffer.from(`${kind}:${position}`).toString("base64");

/** The number in a cursor of that kind. @throws Refusal `invalid_cursor` */
export const readCursor = (kind: string, cursor: string): number => {
  const [prefix, position = ""] = Buffer.from(cursor, "base64").toString("utf8").split(":");
  if (prefix !== kind || !/^\d+$/.test(position)) throw new Refusal("invalid_cursor");
  return Number(position);
};

/** One page of a list that fits in memory, with the cursor of the next or "". */
export const pageOf = <Item>(
  items: readonly Item[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit?: string | undefined },
): { page: Item[]; nextCursor: string } => {
  const from = cursor === undefined ? 0 : readCursor("offset", cursor);
  const to = from + pageSize(limit, 1000, 1000);
  return { page: items.slice(from, to), nextCursor: to < items.length ? writeCursor("offset", to) : "" };
};
