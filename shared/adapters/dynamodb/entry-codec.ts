/** What stands in the books, read off items and stream records: apart from codec.ts, so that who counts nothing does without. */
import type { Entry } from "../../domain/book.ts";
import type { Contribution } from "../../domain/contribution.ts";
import { entryOf } from "../../domain/counting.ts";
import type { Response } from "../../domain/response.ts";
import { type Images, type Item, UnreadableItem, decodeResponse, plainImage } from "./codec.ts";

/** What an answer adds to the books, be it there or erased. */
export function decodeEntry(item: Item): Entry {
  if (item["type"] !== "erased") return entryOf(decodeResponse(item));
  const { contribution, receivedAt = item["at"], book } = item as { readonly contribution?: string; readonly receivedAt?: string; readonly book?: number };
  return {
    receivedAt: String(receivedAt),
    ...(contribution === undefined ? {} : { contribution: JSON.parse(contribution) as Contribution }),
    ...(book === undefined ? {} : { book }),
  };
}

/** What a stream record changes of the books, and the answer that it tells of, unless that was erased. */
export type EntryChange = { readonly before?: Entry; readonly after: Entry; readonly response?: Response };

/**
 * What a stream record changes of an answer. One that was put back from a backup is in the scores already;
 * what could not be read is not.
 *
 * @throws UnreadableItem when it is something else that was written
 */
export function decodeEntryChange({ NewImage, OldImage }: Images): EntryChange {
  const [image, old] = [plainImage(NewImage), OldImage && plainImage(OldImage)];
  const after = decodeEntry(image);
  const restored = old === undefined && image["restoredAt"] !== undefined;
  const before = restored ? after : old && readableEntry(old);
  return { ...(before === undefined ? {} : { before }), after, ...(image["type"] === "erased" ? {} : { response: decodeResponse(image) }) };
}

function readableEntry(item: Item): Entry | undefined {
  try {
    return decodeEntry(item);
  } catch (error) {
    if (error instanceof UnreadableItem || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
