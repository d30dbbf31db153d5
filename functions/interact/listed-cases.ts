import type { Case } from "../../shared/domain/case.ts";
import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";
import { byDue } from "../../shared/domain/next-due.ts";
import type { ListedCase, ListedCases } from "./views/case-rows.ts";

/** Nobody works more at a time; whether there are more is said, and not how many. */
const most = 200;
/** For so many, which is as many as are ever shown, the answer itself is read. */
const mostWithAnswer = 40;

/** The unresolved cases of a member, by their Slack id and their address, what is due first on top. Of more than can be read they are the oldest. */
export async function casesOf({ cases, responses }: Pick<Interacting, "cases" | "responses">, { id, email }: Member): Promise<ListedCases> {
  const owned = await cases.owned([id, ...(email === undefined ? [] : [email])], most + 1);
  const dueFirst = owned.slice(0, most).toSorted(byDue);
  const shown = await Promise.all(dueFirst.slice(0, mostWithAnswer).map((subject) => listed({ responses }, subject)));
  return { cases: [...shown, ...dueFirst.slice(mostWithAnswer).map((subject) => ({ case: subject }))], areAll: owned.length <= most };
}

/** A case with the answer that it shows: the latest. */
export async function listed({ responses }: Pick<Interacting, "responses">, subject: Case): Promise<ListedCase> {
  const found = await responses.find(subject.responses.at(-1) ?? "");
  if (found === undefined) return { case: subject };
  const { metric, score } = found.response.body;
  return { case: subject, answer: { metric, score } };
}
