import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Case, TimelineEntry } from "../../domain/case.ts";
import { retractionId } from "../../domain/erasure.ts";
import type { Cases } from "../../ports.ts";
import { caseKey, decodeCase, unresolvedOf } from "./codec.ts";
import type { TransactItem } from "./conditions.ts";
import { fetchItems } from "./lists.ts";
import { type Planned, unplanned } from "./plan-codec.ts";
import { readPlanned } from "./plan-item.ts";
import type { Table } from "./table.ts";

/** Cases in the table: one item each, its timeline with it. */
export function dynamoCases(table: Table): Pick<Cases, "find" | "findAll" | "countOpen"> {
  return {
    find: async (id) => (await findWithPlan(table, id))?.found,
    findAll: async (ids) => (await fetchItems(table, [...new Set(ids)].map(caseKey))).map(decodeCase),
    countOpen: async (accountId, except) => {
      const { partition: lane, prefix } = unresolvedOf(accountId);
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: "gsi2",
          KeyConditionExpression: "gsi2pk = :lane AND begins_with(gsi2sk, :account)",
          ExpressionAttributeValues: { ":lane": lane, ":account": prefix },
        }),
      );
      return Items.filter(({ pk }) => pk !== except).length;
    },
  };
}

/** A case, and what is planned for the answer that opened it, which says where its card stands. */
export async function findWithPlan(table: Table, id: string): Promise<{ readonly found: Case; readonly planned: Planned } | undefined> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: caseKey(id), ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const found = decodeCase(Item);
  const [opener = ""] = found.responses;
  const planned = (await readPlanned(table, opener)) ?? unplanned(opener);
  const card = cardOf(found, planned);
  return { found: card === undefined ? found : { ...found, card }, planned };
}

/**
 * A case stands in Slack where an alert of the answer that opened it does, as its receipt says. One that was folded
 * into a storm has none, until somebody asks for its card.
 */
function cardOf({ id }: Case, { effects }: Planned): Case["card"] {
  const alerts = effects.filter(({ kind, state, caseId }) => kind === "alert" && state === "sent" && caseId === id);
  const [card] = alerts.flatMap((alert) => (alert.receipt !== undefined && "ts" in alert.receipt ? [{ ...alert.receipt, effectId: alert.id }] : []));
  if (card === undefined) return undefined;
  return effects.some((effect) => effect.id === retractionId({ id: card.effectId })) ? { ...card, isTakenBack: true } : card;
}

/** Adds a line to a case's timeline; to be written together with what it tells of. */
export function tellCase({ name }: Table, id: string, entry: TimelineEntry): TransactItem {
  return {
    Update: {
      TableName: name,
      Key: caseKey(id),
      UpdateExpression: "SET #timeline = list_append(#timeline, :entries)",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: { "#timeline": "timeline" },
      ExpressionAttributeValues: { ":entries": [entry] },
    },
  };
}
