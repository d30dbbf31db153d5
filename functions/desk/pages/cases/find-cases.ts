import type { CardlessCase } from "../../../../shared/ports.ts";
import type { ShowingCases } from "./showing-cases.ts";

/** So many of somebody's newest responses are looked through for their cases. */
export const mostResponses = 50;

/** Nothing of ours has a longer id, and a store's keys have a limit. */
export const longestId = 128;

/** What was found: the one case that is meant, or those of somebody. */
export type Found = { readonly kind: "one"; readonly caseId: string } | { readonly kind: "several"; readonly cases: readonly CardlessCase[]; readonly areAll: boolean };

/** Finds cases by the id of a case or of a response, or by the id or the address of a respondent. */
export async function findCases({ cases, responses }: Pick<ShowingCases, "cases" | "responses">, what: string): Promise<Found> {
  if (what.startsWith("case_")) {
    const found = await cases.findAll(what.length > longestId ? [] : [what]);
    if (found.length > 0) return { kind: "one", caseId: what };
  }
  if (what.startsWith("rsp_") && what.length <= longestId) {
    const caseId = (await responses.find(what))?.caseId;
    if (caseId !== undefined) return { kind: "one", caseId };
  }
  const page = await responses.list({ respondent: what, limit: mostResponses });
  if (page === "foreign cursor") return { kind: "several", cases: [], areAll: true };
  const caseIds = (await Promise.all(page.items.map(async ({ id }) => (await responses.find(id))?.caseId))).filter((id) => id !== undefined);
  const found = await cases.findAll([...new Set(caseIds)]);
  return { kind: "several", cases: found.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)), areAll: page.cursor === undefined };
}
