import { PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Item, Key } from "../../../../shared/adapters/dynamodb/codec.ts";
import { conditionally } from "../../../../shared/adapters/dynamodb/conditions.ts";
import { decodePlanned } from "../../../../shared/adapters/dynamodb/plan-codec.ts";
import { fetchItems } from "../../../../shared/adapters/dynamodb/lists.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import type { Clock } from "../../../../shared/ports.ts";
import { eachOf } from "../../../../shared/runtime/batch.ts";
import type { Progress } from "../progress.ts";
import { textTable } from "../text-table.ts";
import type { RestoreCommand } from "./arguments.ts";
import { asleep, restoredItem } from "./restored-item.ts";

/** What putting back needs of the world. */
export type Restoring = {
  readonly place: string;
  readonly live: Table;
  readonly backup: Table;
  readonly clock: Clock;
  readonly progress: Progress;
};

/** Which items are put back together, and what they are called. */
type Wave = {
  readonly note: string;
  readonly has: (item: Item) => boolean;
  /** How it is put back, where it is not simply put. */
  readonly as?: (item: Item) => Item;
  /** Whether these were put back before, and are only completed. */
  readonly completes?: true;
};

/**
 * A response that is put back goes through the stream again, where its plan must be before it. What is open in
 * a plan is due at once, and is given up when its response or case is not there: so plans sleep until all is there.
 */
const inOrder: readonly Wave[] = [
  { note: "everything around responses", has: ({ type }) => type !== "response" && type !== "plan" },
  { note: "plans", has: ({ type }) => type === "plan", as: asleep },
  { note: "responses", has: ({ type }) => type === "response" },
  { note: "what is open", has: ({ type }) => type === "plan", completes: true },
];
const allAtOnce: readonly Wave[] = [{ note: "everything", has: () => true }];

/** A table is read in this many parts, so many of them at a time, each putting back so many items at a time. */
const parts = 32;
const partsAtATime = 4;
const putsAtATime = 8;

/** How many steps the progress of a command has. */
export function partsOf(command: RestoreCommand): number {
  return wavesOf(command).length * parts;
}

/**
 * Puts back what the live table lacks, or counts it, and answers what to print. What is there is never
 * overwritten, so it can be run again at any time and goes on where it stopped.
 */
export async function workRestore(command: RestoreCommand, needs: Restoring): Promise<string> {
  const counts = new Map<string, number>();
  let done = 0;
  try {
    for (const wave of wavesOf(command)) {
      const { note } = wave;
      await eachOf([...Array(parts).keys()], partsAtATime, async (part) => {
        for await (const items of lostIn(needs, part, wave)) {
          const restored = command.write ? await putBack(needs.live, items, wave) : items;
          for (const item of wave.completes ? [] : restored) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
        }
        done += 1;
        needs.progress.show(done, note);
      });
    }
  } finally {
    needs.progress.end();
  }
  return report(command, needs.place, counts);
}

function wavesOf({ write }: RestoreCommand): readonly Wave[] {
  return write ? inOrder : allAtOnce;
}

/** What the backup holds and the live table does not, as it may be put back, page by page. */
async function* lostIn({ live, backup, clock }: Restoring, part: number, { has, completes }: Wave): AsyncGenerator<readonly Item[]> {
  const pages = paginateScan({ client: backup.client }, { TableName: backup.name, Segment: part, TotalSegments: parts });
  for await (const { Items = [] } of pages) {
    const wanted = Items.filter(has).map((item) => restoredItem(item, clock.now())).filter((item) => item !== undefined);
    const there = new Map((await fetchItems(live, wanted.map(keyOf))).map((item) => [addressOf(item), item]));
    yield wanted.filter((item) => {
      const found = there.get(addressOf(item));
      return completes ? found?.["asleep"] === true : found === undefined;
    });
  }
}

/** Answers those that were put: what somebody else has written meanwhile stays. */
async function putBack({ client, name }: Table, items: readonly Item[], { as, completes }: Wave): Promise<readonly Item[]> {
  const put: Item[] = [];
  // What has moved since it was put back is awake.
  const ConditionExpression = completes ? "attribute_exists(asleep)" : "attribute_not_exists(pk)";
  await eachOf(items, putsAtATime, async (item) => {
    const Item = { ...(as?.(item) ?? item) };
    const written = await conditionally(client.send(new PutCommand({ TableName: name, Item, ConditionExpression })));
    if (written.held) put.push(item);
  });
  return put;
}

function keyOf({ pk, sk }: Item): Key {
  return { pk: String(pk), sk: String(sk) };
}

function addressOf({ pk, sk }: Item): string {
  return JSON.stringify([pk, sk]);
}

/** What an item is, in the words of docs/data-model.md. */
function kindOf(item: Item): string {
  const { type } = item;
  if (typeof type !== "string") return "tally";
  const isUnsure = type === "plan" && decodePlanned(item).effects.some(({ state }) => state === "unknown");
  return isUnsure ? "plan, to be looked up" : type;
}

function report({ from, write }: RestoreCommand, place: string, counts: ReadonlyMap<string, number>): string {
  if (counts.size === 0) return `Everything that ${from} holds is at ${place}: there is nothing to put back.`;
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => [kind, String(count)]);
  const table = textTable(["kind", write ? "put back" : "missing"], rows);
  return write ? `${table}\n\nPut back at ${place}. Run it again to see that nothing is missing.` : `${table}\n\nNothing is changed at ${place}: --write puts this back.`;
}
