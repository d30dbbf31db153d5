import * as z from "zod/mini";
import { type CaseState, caseStateSchema, ownerOf } from "../../../../shared/domain/case.ts";
import { severitySchema } from "../../../../shared/domain/severity.ts";
import { given } from "../../../../shared/http/given.ts";
import type { CardlessCase, ForeignCursor, Page } from "../../../../shared/ports.ts";
import type { ShowingCases } from "./showing-cases.ts";

const text = z.optional(z.pipe(z.string().check(z.maxLength(254)), z.transform((said) => said.trim())));

/** What of the cases is to be seen; the same for the page and for its file. */
export const caseFiltersSchema = z.strictObject({
  state: z.optional(z.enum([...caseStateSchema.options, "unresolved"])),
  severity: z.optional(severitySchema),
  owner: text,
  account: text,
  /** A case's or a response's id, or a respondent's id or address. */
  find: text,
  cursor: z.optional(z.string().check(z.maxLength(1_000))),
});
export type CaseFilters = z.infer<typeof caseFiltersSchema>;

/** An owner that stands for whoever asks, by whatever name a case has them. */
export const me = "me";

/** More of one's own unresolved cases than this are not listed at once. */
const mostOfMine = 500;

/** How many cases are looked through for a page: a few reads, so that a page whose filters few cases fit is not empty at once. */
const [readAtOnce, mostReads, enough] = [50, 8, 25];

/** A page of the cases that fit; where it is short, there may be more behind its cursor. */
export async function pageOfCases({ cases }: Pick<ShowingCases, "cases">, filters: CaseFilters, self: readonly string[]): Promise<Page<CardlessCase> | ForeignCursor> {
  return gathered(cases, { ...filters, self }, { atOnce: readAtOnce, reads: mostReads, until: enough });
}

/** Reads on until there are enough, or it has read often enough. */
export async function gathered(cases: ShowingCases["cases"], { cursor: first, self, ...filters }: CaseFilters & { readonly self: readonly string[] }, { atOnce, reads, until }: { readonly atOnce: number; readonly reads: number; readonly until: number }): Promise<Page<CardlessCase> | ForeignCursor> {
  const { state, severity, owner, account } = filters;
  // Whose cases are unresolved is kept by whose they are.
  if (owner === me && state !== "resolved") return { items: (await cases.owned(self, mostOfMine)).filter((item) => fits(item, filters, self)) };
  const asked = given({ severity, owner: owner === "" || owner === me ? undefined : owner, account: account === "" ? undefined : account, state: stateAsked(state) });
  const items: CardlessCase[] = [];
  let cursor = first;
  for (let read = 0; read < reads; read += 1) {
    const page = await cases.list({ ...asked, limit: atOnce, ...given({ cursor }) });
    if (page === "foreign cursor") return page;
    items.push(...page.items.filter((item) => fits(item, filters, self)));
    cursor = page.cursor;
    if (cursor === undefined || items.length >= until) break;
  }
  return { items, ...given({ cursor }) };
}

/** A list knows one state at a time. */
function stateAsked(state: CaseFilters["state"]): CaseState | undefined {
  return state === "unresolved" ? undefined : state;
}

/** Whether a case is among those that are asked for. @param self the names of whoever asks */
export function fits(item: CardlessCase, { state, severity, owner, account }: CaseFilters, self: readonly string[]): boolean {
  const names = owner === me ? self : [owner ?? ""];
  const isTheirs = ({ email = "", slackUserId = "" } = ownerOf(item) ?? {}) => names.includes(email) || names.includes(slackUserId);
  return (
    (state === undefined || (state === "unresolved" ? item.state !== "resolved" : item.state === state)) &&
    (severity === undefined || item.severity === severity) &&
    (account === undefined || account === "" || item.account?.id === account) &&
    (owner === undefined || owner === "" || isTheirs())
  );
}
