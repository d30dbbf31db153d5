import { ownerOf } from "../../domain/case.ts";
import type { CaseQuery } from "../../domain/list-query.ts";
import type { CardlessCase, Cases, ForeignCursor, Page } from "../../ports.ts";
import { decodeCase, partition } from "./codec.ts";
import { decodeCursor, entries, fetchItems, pageOf } from "./lists.ts";
import { type Table, indexLanes } from "./table.ts";

/** Lists of cases, by themselves: whoever knows which case they mean is spared them in their bundle. */
export function dynamoCaseLists(table: Table): Pick<Cases, "list" | "owned"> {
  return { list: (query) => list(table, query), owned: (names, limit) => owned(table, names, limit) };
}

async function owned(table: Table, names: readonly string[], limit: number): Promise<readonly CardlessCase[]> {
  const found = await entries(table, { index: "gsi3", partitions: names.map((name) => partition.owned(name)), newestFirst: false, limit });
  return (await fetchItems(table, found.map(({ key }) => key))).map(decodeCase).filter(({ state }) => state !== "resolved");
}

async function list(table: Table, query: CaseQuery): Promise<Page<CardlessCase> | ForeignCursor> {
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
