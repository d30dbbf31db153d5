import { ownerOf } from "../../domain/case.ts";
import type { CaseQuery } from "../../domain/list-query.ts";
import type { CardlessCase, Cases, ForeignCursor, Page } from "../../ports.ts";
import { decodeCase, partition } from "./codec.ts";
import { type Entry, decodeCursor, entries, fetchItems, pageOf } from "./lists.ts";
import { type Table, indexLanes } from "./table.ts";

/** Lists of cases, by themselves: whoever knows which case they mean is spared them in their bundle. */
export function dynamoCaseLists(table: Table): Pick<Cases, "list" | "unresolvedOfAccounts" | "owned"> {
  return {
    list: (query) => list(table, query),
    unresolvedOfAccounts: (limit) => unresolved(table, limit),
    owned: (names, limit) => owned(table, names, limit),
  };
}

/** How many entries of a lane are read at a time: they come to far less than the megabyte that a page may hold. */
const lanePage = 1_000;

async function unresolved(table: Table, limit: number): Promise<readonly CardlessCase[]> {
  const lanes = await Promise.all(Array.from({ length: indexLanes }, (_, lane) => laneOfUnresolved(table, partition.unresolved(lane), limit)));
  const keys = lanes.flat().slice(0, limit).map(({ key }) => key);
  // The index may be a moment behind.
  return (await fetchItems(table, keys)).map(decodeCase).filter(({ state }) => state !== "resolved");
}

async function laneOfUnresolved(table: Table, lane: string, limit: number): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let from = " "; found.length < limit; ) {
    const page = await entries(table, { index: "gsi2", partitions: [lane], from, newestFirst: false, limit: lanePage });
    // A page begins with the last of the one before.
    found.push(...page.filter(({ position }) => position !== from));
    const last = page.at(-1);
    if (last === undefined || page.length < lanePage) break;
    from = last.position;
  }
  return found;
}

async function owned(table: Table, names: readonly string[], limit: number): Promise<readonly CardlessCase[]> {
  const found = await entries(table, { index: "gsi3", partitions: names.map((name) => partition.owned(name)), newestFirst: false, limit });
  return (await fetchItems(table, found.map(({ key }) => key))).map(decodeCase).filter(({ state }) => state !== "resolved");
}

async function list(table: Table, query: CaseQuery): Promise<Page<CardlessCase> | ForeignCursor> {
  const { account, limit, cursor, state, owner, severity, from, to } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, "cases");
  if (cursor !== undefined && after === undefined) return "foreign cursor";
  const [before] = [to, after].filter((end) => end !== undefined).sort();
  const partitions = Array.from({ length: indexLanes }, (_, lane) => partition.cases(lane));
  const found = await entries(table, { index: "gsi1", partitions, newestFirst: true, limit, ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) });
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
