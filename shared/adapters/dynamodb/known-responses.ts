import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { quietEffects } from "../../domain/quiet-effects.ts";
import type { Response } from "../../domain/response.ts";
import type { FoundResponse, Responses } from "../../ports.ts";
import { type Item, decodeResponse, responseKey, withHistory } from "./codec.ts";
import { readPartition } from "./lists.ts";
import { type Planned, decodePlanned } from "./plan-codec.ts";
import type { Table } from "./table.ts";

/** Responses for those who only look them up by id: what writes and lists them stays out of their bundles. */
export function knownResponses(table: Table): Pick<Responses, "find" | "isErased"> {
  return {
    find: (id) => find(table, id),
    isErased: async (id) => isMark((await table.client.send(new GetCommand({ TableName: table.name, Key: responseKey(id), ConsistentRead: true }))).Item),
  };
}

/** Whether something stood there until it was erased. */
export function isMark(item: Item | undefined): boolean {
  return item?.["type"] === "erased";
}

async function find(table: Table, id: string): Promise<FoundResponse | undefined> {
  const Items = await readPartition(table, id);
  const item = Items.find(({ type }) => type === "response");
  if (item === undefined) return undefined;
  const response = withHistory(decodeResponse(item), Items);
  const planItem = Items.find(({ type }) => type === "plan");
  return foundWith(response, planItem && decodePlanned(planItem));
}

/** A response with what became of all that was planned for it. @param planned absent before anything is */
export function foundWith(response: Response, planned: Planned | undefined): FoundResponse {
  const { effects } = planned ?? { effects: [] };
  // Of what is quiet nothing is planned, though something may stand beside it.
  const cancelled = planned === undefined || planned.revision === 0 ? quietEffects(response) : planned.cancelled;
  const superseded = new Set(effects.map((effect) => effect.id));
  return {
    response,
    effects: [...effects, ...cancelled.filter((effect) => !superseded.has(effect.id))].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(planned?.caseId === undefined ? {} : { caseId: planned.caseId }),
  };
}
