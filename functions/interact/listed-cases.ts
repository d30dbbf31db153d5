import type { Case } from "../../shared/domain/case.ts";
import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";
import type { ListedCase } from "./views/case-rows.ts";

/** Nobody works more at a time; what is behind them is counted. */
const most = 200;
/** For so many the answer itself is read. */
const mostWithAnswer = 40;

/** The unresolved cases of a member, by their Slack id and their address. */
export async function casesOf({ cases, responses }: Pick<Interacting, "cases" | "responses">, { id, email }: Member): Promise<readonly ListedCase[]> {
  const owned = await cases.owned([id, ...(email === undefined ? [] : [email])], most);
  const dueFirst = owned.toSorted((a, b) => (a.due.acknowledgeBy < b.due.acknowledgeBy ? -1 : 1));
  const shown = await Promise.all(dueFirst.slice(0, mostWithAnswer).map((subject) => listed({ responses }, subject)));
  return [...shown, ...dueFirst.slice(mostWithAnswer).map((subject) => ({ case: subject }))];
}

/** A case with the answer that it shows: the latest. */
export async function listed({ responses }: Pick<Interacting, "responses">, subject: Case): Promise<ListedCase> {
  const found = await responses.find(subject.responses.at(-1) ?? "");
  if (found === undefined) return { case: subject };
  const { metric, score } = found.response.body;
  return { case: subject, answer: { metric, score } };
}
