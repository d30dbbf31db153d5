import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { tableDefinition } from "../../shared/adapters/dynamodb/table-definition.ts";
import { type MemoryTable, type Units, memoryTable } from "../../shared/adapters/memory/memory-table.ts";
import { classify } from "../../shared/domain/metric.ts";
import { type Response, responseBodySchema } from "../../shared/domain/response.ts";
import { digest } from "../../shared/runtime/digest.ts";
import type { Figure } from "./figure.ts";
import { bodyOf } from "./requests.ts";

const count = (id: string, what: string, measured: number, bar: number, unit = ""): Figure => ({ id, what, measured, bar, unit, gates: true });

/** P6: what a post costs that came before, by AWS's rules. */
export async function replaying(): Promise<readonly Figure[]> {
  const spent: Units[] = [];
  const table = memoryTable({ definition: tableDefinition, onUnits: (units) => { spent.push(units); } });
  const responses = dynamoResponses(table);
  await responses.insert(responseOf(1));
  const posted = spent.splice(0);
  await responses.insert(responseOf(1));
  const [kilobytes = NaN] = written(table).map(({ units }) => units);
  const sum = (kind: "read" | "write") => spent.reduce((total, units) => total + units[kind], 0);
  return [
    count("P6", "write units of a replay, for each kilobyte of its item", posted.length === 1 ? sum("write") / kilobytes : NaN, 1),
    count("P6", "read units of a replay", sum("read"), 0),
  ];
}

/** P9: the write units that the busiest partition takes of 5,000 responses to one survey, of the table or of an index. */
export async function oneHotSurvey(): Promise<Figure> {
  const table = memoryTable({ definition: tableDefinition });
  const responses = dynamoResponses(table);
  for (let n = 0; n < 5_000; n += 1) await responses.insert(responseOf(n, "survey-1"));
  const taken = new Map<string, number>();
  for (const { partitions } of written(table)) for (const { name, units } of partitions) taken.set(name, (taken.get(name) ?? 0) + units);
  return count("P9", "write units a second of the busiest partition, 5,000 responses to one survey", Math.max(...taken.values()), 1_000);
}

/** What was written to a table, and which partitions had to take it; an entry of an index is one unit. */
function written({ stream }: MemoryTable) {
  return stream.shards
    .flatMap((shard) => stream.read(shard, undefined, Infinity))
    .map(({ dynamodb: { Keys, NewImage, SizeBytes = NaN } = {} }) => {
      // The stream weighs the keys once more.
      const keys = [Keys?.["pk"]?.S, Keys?.["sk"]?.S].reduce((bytes, key) => bytes + 2 + Buffer.byteLength(key ?? ""), 0);
      const units = Math.ceil((SizeBytes - keys) / 1_024);
      const entries = tableDefinition.indexes.flatMap(({ name, partitionKey }) => {
        const partition = NewImage?.[partitionKey]?.S;
        return partition === undefined ? [] : [{ name: `${name} ${partition}`, units: 1 }];
      });
      return { units, partitions: [{ name: `table ${Keys?.["pk"]?.S ?? ""}`, units }, ...entries] };
    });
}

function responseOf(n: number, survey?: string): Response {
  const said = responseBodySchema.parse(JSON.parse(bodyOf(n)));
  const body = survey === undefined ? said : { ...said, survey: { id: survey } };
  const at = "2026-11-21T12:00:00.000Z";
  const band = classify(body.metric, body.score);
  const content = digest(JSON.stringify(body));
  return {
    id: `rsp_${digest(String(n))}`,
    source: "bench",
    revision: 1,
    band,
    submittedAt: at,
    receivedAt: at,
    body,
    revisions: [{ revision: 1, digest: content, band, score: body.score, receivedAt: at }],
    counted: { day: "2026-11-21", declared: {} },
    quiet: { reason: "mode off", kinds: ["thank", "reward"] },
  };
}
