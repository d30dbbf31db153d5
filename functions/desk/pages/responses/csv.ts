import { byteOrderMark, type Cell, csvLine, listCell } from "../../../../shared/domain/csv.ts";
import type { ResponseQuery } from "../../../../shared/domain/list-query.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import type { ForeignCursor, Responses } from "../../../../shared/ports.ts";
import { lookThrough } from "../look-through.ts";
import { holdsWords } from "./find-words.ts";

/** The most that one file holds: rows, and bytes as Lambda hands an answer over, which is written in JSON. */
const mostRows = 5_000;
const mostBytes = 5_000_000;
/** How many responses are looked through for it: whoever waits for an answer waits seconds. */
const mostLookedThrough = 10_000;
const portion = 200;

/** A table as a file's text; `hasMore` says that it does not hold everything that was asked for. */
export type Table = { readonly text: string; readonly rows: number; readonly hasMore: boolean };

/** The columns, in their order: the fields of `POST /v1/responses` by their paths, and what was made of them. */
const columns: Readonly<Record<string, (response: Response) => Cell>> = {
  response: ({ id }) => id,
  id: ({ body }) => body.id,
  source: ({ source }) => source,
  submittedAt: ({ submittedAt }) => submittedAt,
  receivedAt: ({ receivedAt }) => receivedAt,
  metric: ({ body }) => body.metric,
  score: ({ body }) => body.score,
  band: ({ band }) => band,
  comment: ({ body }) => body.comment,
  "survey.id": ({ body }) => body.survey.id,
  "survey.name": ({ body }) => body.survey.name,
  "respondent.id": ({ body }) => body.respondent.id,
  "respondent.email": ({ body }) => body.respondent.email,
  "respondent.name": ({ body }) => body.respondent.name,
  "respondent.locale": ({ body }) => body.respondent.locale,
  "respondent.timeZone": ({ body }) => body.respondent.timeZone,
  "account.id": ({ body }) => body.account?.id,
  "account.name": ({ body }) => body.account?.name,
  "account.plan": ({ body }) => body.account?.plan,
  "account.mrr": ({ body }) => body.account?.mrr,
  "account.currency": ({ body }) => body.account?.currency,
  "account.renewsOn": ({ body }) => body.account?.renewsOn,
  "account.owner.email": ({ body }) => body.account?.owner?.email,
  "account.owner.slackUserId": ({ body }) => body.account?.owner?.slackUserId,
  "account.owner.name": ({ body }) => body.account?.owner?.name,
  channel: ({ body }) => body.channel,
  contactMe: ({ body }) => body.contactMe,
  test: ({ body }) => body.test,
  backfill: ({ body }) => body.backfill,
  counted: ({ counted }) => counted !== undefined,
  revision: ({ revision }) => revision,
  tags: ({ body }) => body.tags && listCell(body.tags),
  attributes: ({ body }) => body.attributes && JSON.stringify(body.attributes),
};

/** Responses as a table for spreadsheets, the newest first. */
export async function tableOf(responses: Pick<Responses, "list">, query: ResponseQuery, words: string | undefined): Promise<Table | ForeignCursor> {
  const isWanted = words === undefined ? () => true : holdsWords(words);
  const found = await lookThrough(responses, query, { portion, enough: mostRows, most: mostLookedThrough }, (items) => items.filter(isWanted));
  if (found === "foreign cursor") return found;
  const head = byteOrderMark + csvLine(Object.keys(columns));
  const lines: string[] = [];
  let bytes = weightOf(head);
  for (const response of found.items.slice(0, mostRows)) {
    const line = csvLine(Object.values(columns).map((cell) => cell(response)));
    bytes += weightOf(line);
    if (bytes > mostBytes) break;
    lines.push(line);
  }
  return { text: head + lines.join(""), rows: lines.length, hasMore: found.cursor !== undefined || lines.length < found.items.length };
}

function weightOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
