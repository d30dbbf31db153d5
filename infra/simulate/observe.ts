import type { AttributeValue } from "aws-lambda";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import type { MemoryTable } from "../../shared/adapters/memory/memory-table.ts";
import { type EffectState, effectId, effectStateSchema } from "../../shared/domain/effect.ts";
import { metricSchema } from "../../shared/domain/metric.ts";
import type { Change, Evidence } from "./evidence.ts";

/** What the table and its stream show at the end, read where nothing goes wrong. */
export async function observe(table: MemoryTable): Promise<Pick<Evidence, "responses" | "cases" | "changes" | "tallies" | "parked">> {
  const images = table.stream.shards.flatMap((shard) => table.stream.read(shard, undefined, Infinity)).map(({ dynamodb }) => dynamodb?.NewImage);
  const plans = new Map<string, number>();
  const ids = new Set<string>();
  const cases = new Set<string>();
  const parked = new Set<string>();
  const changes: Change[] = [];
  for (const image of images) {
    const id = image?.["pk"]?.S ?? "";
    switch (image?.["type"]?.S) {
      case "response":
        ids.add(id);
        break;
      case "plan": {
        plans.set(id, Number(image["revision"]?.N));
        for (const [name, effect] of Object.entries(image["effects"]?.M ?? {})) changes.push(changeOf(effectId(id, name), effect.M ?? {}));
        break;
      }
      case "case":
        cases.add(id);
        break;
      case "parked":
        if (image["parkedAt"] !== undefined) parked.add(`${id} ${image["sk"]?.S ?? ""}: ${image["reason"]?.S ?? ""}`);
        break;
      case undefined:
    }
  }
  const responses = dynamoResponses(table);
  const found = await Promise.all([...ids].map((id) => responses.find(id)));
  const opened = await Promise.all([...cases].map((id) => dynamoCases(table).find(id)));
  return {
    responses: found.flatMap((each) => (each === undefined ? [] : [{ ...each, plannedRevision: each.response.quiet === undefined ? plans.get(each.response.id) : each.response.revision }])),
    cases: opened.filter((each) => each !== undefined),
    changes,
    parked: [...parked],
    tallies: await readTallies(table, new Set(found.map((each) => each?.response.body.survey.id ?? ""))),
  };
}

function changeOf(id: string, effect: Readonly<Record<string, AttributeValue>>): Change {
  const serial = effect["promised"]?.M?.["serial"]?.N;
  return { id, state: stateOf(effect["state"]?.S), ...(serial === undefined ? {} : { serial: Number(serial) }) };
}

function stateOf(said: string | undefined): EffectState {
  const state = effectStateSchema.options.find((known) => known === said);
  if (state === undefined) throw new Error(`no effect is ${said ?? "without a state"}`);
  return state;
}

async function readTallies(table: Table, surveys: ReadonlySet<string>): Promise<Evidence["tallies"]> {
  const tallies = dynamoTallies(table);
  const series = metricSchema.options.flatMap((metric) =>
    ["*", ...[...surveys].map((id) => `=${id}`)].flatMap((scope) => ["", "channel"].map((dimension) => ({ metric, scope, dimension }))),
  );
  return Promise.all(series.map(async (one) => ({ ...one, days: await tallies.read({ ...one, from: "2000-01-01", to: "2100-01-01" }) })));
}
