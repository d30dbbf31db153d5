import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Case, type TimelineEntry, ownerOf } from "../../domain/case.ts";
import { retractionId } from "../../domain/erasure.ts";
import type { CaseQuery, Cases, ForeignCursor, Page } from "../../ports.ts";
import { caseKey, decodeCase, partition } from "./codec.ts";
import type { TransactItem } from "./conditions.ts";
import { decodeCursor, entries, fetchItems, pageOf } from "./lists.ts";
import { type Planned, unplanned } from "./plan-codec.ts";
import { readPlanned } from "./plan-item.ts";
import { type Table, indexLanes } from "./table.ts";

/** Cases in the table: one item each, its timeline with it. */
export function dynamoCases(table: Table): Pick<Cases, "find" | "findAll" | "list" | "owned" | "countOpen"> {
  return {
    find: async (id) => (await findWithPlan(table, id))?.found,
    findAll: async (ids) => (await fetchItems(table, [...new Set(ids)].map(caseKey))).map(decodeCase),
    list: (query) => list(table, query),
    owned: (names, limit) => owned(table, names, limit),
    countOpen: async (accountId, except) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: "gsi2",
          KeyConditionExpression: "gsi2pk = :account",
          ExpressionAttributeValues: { ":account": partition.openCases(accountId) },
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

async function list(table: Table, query: CaseQuery): Promise<Page<Case> | ForeignCursor> {
  const { account, limit, cursor, state, owner, severity } = query;
  const before = cursor === undefined ? undefined : decodeCursor(cursor, "cases");
  if (cursor !== undefined && before === undefined) return "foreign cursor";
  const partitions = Array.from({ length: indexLanes }, (_, lane) => partition.cases(lane));
  const found = await entries(table, { index: "gsi1", partitions, newestFirst: true, limit, ...(before === undefined ? {} : { before }) });
  const items = (await fetchItems(table, found.map(({ key }) => key))).map(decodeCase);
  const wanted = items.filter(
    (item) =>
      (state === undefined || item.state === state) &&
      (severity === undefined || item.severity === severity) &&
      (account === undefined || item.account?.id === account) &&
      (owner === undefined || ownerOf(item)?.email === owner || ownerOf(item)?.slackUserId === owner),
  );
  return pageOf(wanted, found, limit);
}

async function owned(table: Table, names: readonly string[], limit: number): Promise<readonly Case[]> {
  const found = await entries(table, { index: "gsi3", partitions: names.map((name) => partition.owned(name)), newestFirst: false, limit });
  return (await fetchItems(table, found.map(({ key }) => key))).map(decodeCase).filter(({ state }) => state !== "resolved");
}
