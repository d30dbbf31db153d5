import * as z from "zod";
import type { Json } from "../../../../shared/domain/canonical-json.ts";
import { type Asking, type Door, askDoor } from "../api-door.ts";
import { CommandError } from "../command-error.ts";
import type { ExportCommand } from "./arguments.ts";

const itemSchema = z.record(z.string(), z.json());
const pageSchema = z.object({ items: z.array(itemSchema), cursor: z.string().optional() });
const scoresSchema = z.object({ metric: z.string(), timeZone: z.string(), buckets: z.array(itemSchema) });

/** Items of a list. */
export type Items = readonly Readonly<Record<string, Json>>[];

const largestPage = "200";

/** A list, page by page as the API answers it; of scores, the buckets, each with its metric and time zone. */
export async function* pagesOf({ what, filters }: ExportCommand, door: Door, asking: Asking): AsyncGenerator<Items> {
  if (what === "scores") {
    const { metric, timeZone, buckets } = read(scoresSchema, door, await askDoor(door, asking, `/v1/scores?${String(new URLSearchParams(filters))}`));
    yield buckets.map((bucket) => ({ metric, timeZone, ...bucket }));
    return;
  }
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ ...filters, limit: largestPage, ...(cursor === undefined ? {} : { cursor }) });
    const page = read(pageSchema, door, await askDoor(door, asking, `/v1/${what}?${String(query)}`));
    yield page.items;
    ({ cursor } = page);
  } while (cursor !== undefined);
}

function read<T>(schema: z.ZodType<T>, { url }: Door, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new CommandError(`${url} did not answer as an Afterscore of this version does.`);
}
