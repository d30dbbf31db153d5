import type { ResponseQuery } from "../../../shared/domain/list-query.ts";
import type { Response } from "../../../shared/domain/response.ts";
import type { ForeignCursor, Responses } from "../../../shared/ports.ts";

/** When a search that no index answers is content, and when it gives up. */
export type Patience = {
  /** How many responses are read at a time. */
  readonly portion: number;
  /** With so many found it stops; it may find more by then. */
  readonly enough: number;
  /** After so many responses it stops, whatever it has found. */
  readonly most: number;
};

/** What was found, and how far was looked: with a `cursor` only so many, `lookedThrough`, and more may follow behind it. */
export type LookedThrough<T> = { readonly items: readonly T[]; readonly lookedThrough: number; readonly cursor?: string };

/** Looks through responses, the newest first, for what is wanted of them. @param wantedOf what of a portion is wanted */
export async function lookThrough<T>(
  responses: Pick<Responses, "list">,
  query: ResponseQuery,
  { portion, enough, most }: Patience,
  wantedOf: (items: readonly Response[]) => readonly T[] | Promise<readonly T[]>,
): Promise<LookedThrough<T> | ForeignCursor> {
  const items: T[] = [];
  let lookedThrough = 0;
  let { cursor } = query;
  for (;;) {
    const page = await responses.list({ ...query, limit: portion, ...(cursor === undefined ? {} : { cursor }) });
    if (page === "foreign cursor") return page;
    items.push(...(await wantedOf(page.items)));
    // A page that filters made short was looked through whole.
    lookedThrough += page.cursor === undefined ? page.items.length : portion;
    cursor = page.cursor;
    if (cursor === undefined) return { items, lookedThrough };
    if (items.length >= enough || lookedThrough >= most) return { items, lookedThrough, cursor };
  }
}
