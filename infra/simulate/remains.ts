import { ScanCommand, type ScanCommandOutput } from "@aws-sdk/lib-dynamodb";
import { decodeResponseImage } from "../../shared/adapters/dynamodb/codec.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import type { MemoryChat } from "../../shared/adapters/memory/chat.ts";
import type { MemoryMailer } from "../../shared/adapters/memory/mailer.ts";
import type { MemoryTable } from "../../shared/adapters/memory/memory-table.ts";
import type { MemoryWorkQueues } from "../../shared/adapters/memory/work-queues.ts";
import { isSettled } from "../../shared/domain/effect.ts";
import type { FoundResponse } from "../../shared/ports.ts";
import type { Evidence, Remains } from "./evidence.ts";
import { peopleIn } from "./people.ts";

type Item = Readonly<Record<string, unknown>>;

/** Where something of people can be kept. */
type Keeping = {
  readonly table: MemoryTable;
  readonly queues: Pick<MemoryWorkQueues, "alerts" | "followUps">;
  readonly mailer: Pick<MemoryMailer, "mails">;
  readonly chat: Pick<MemoryChat, "posts" | "whispers">;
};

/** Where at the end of a run something of whom is, and the responses that were erased in it; looked for only if any were. */
export async function remainsIn({ table, queues, mailer, chat }: Keeping, somebodyIsErased: boolean): Promise<Pick<Evidence, "kept" | "erasedResponses">> {
  if (!somebodyIsErased) return { kept: [], erasedResponses: [] };
  const items = await everyItem(table);
  const waiting = [queues.alerts, queues.followUps].flatMap((queue) => [...queue.receive(Infinity), ...queue.dead()]);
  const kept = [
    ...items.flatMap((item) => found(`in the table, in ${String(item["pk"])}/${String(item["sk"])}`, item)),
    ...waiting.flatMap((message) => found("in a queue", message)),
    ...mailer.mails().flatMap(({ mail }) => found(`in the mailbox, in ${mail.effectId}`, mail)),
    ...chat.posts().flatMap((post) => found(`in the chat, in ${post.effectId}`, post)),
    ...chat.whispers().flatMap((whisper) => found("in the chat", whisper)),
  ];
  return { kept, erasedResponses: await erasedIn(table, items) };
}

/** Whose data is in which lines of a log. */
export function peopleInLines(lines: readonly string[]): readonly Remains[] {
  // One look at all of it: nearly always there is nothing to be found.
  if (peopleIn(lines.join("\n")).length === 0) return [];
  return lines.flatMap((line) => peopleIn(line).map((person) => ({ person, place: line })));
}

function found(place: string, value: unknown): readonly Remains[] {
  return peopleIn(JSON.stringify(value)).map((person) => ({ person, place }));
}

async function everyItem({ client, name }: MemoryTable): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page: ScanCommandOutput = await client.send(new ScanCommand({ TableName: name, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/** What stood where there is a mark now, as the stream told it last. */
async function erasedIn(table: MemoryTable, items: readonly Item[]): Promise<readonly FoundResponse[]> {
  const marks = new Set(items.filter(({ type, sk }) => type === "erased" && sk === "response").map(({ pk }) => pk));
  const images = new Map<string, Item>();
  for (const { dynamodb } of table.stream.shards.flatMap((shard) => table.stream.read(shard, undefined, Infinity))) {
    const id = dynamodb?.NewImage?.["pk"]?.S ?? "";
    if (dynamodb?.NewImage?.["type"]?.S === "response" && marks.has(id)) images.set(id, dynamodb.NewImage);
  }
  const ledger = dynamoLedger(table);
  return Promise.all(
    [...images].map(async ([id, image]) => ({
      response: decodeResponseImage({ NewImage: image }),
      effects: (await ledger.ofResponse(id)).filter((effect) => !isSettled(effect)),
    })),
  );
}
