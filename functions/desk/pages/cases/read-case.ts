import { isWorker } from "../../../../shared/casework/is-worker.ts";
import { unwritten } from "../../../../shared/casework/unwritten.ts";
import { type Case, isSlackUser, ownerOf } from "../../../../shared/domain/case.ts";
import type { Effect } from "../../../../shared/domain/effect.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import type { SuppressionReason } from "../../../../shared/domain/suppression.ts";
import { given } from "../../../../shared/http/given.ts";
import type { Onlooker } from "../desk-env.ts";
import { ifPossible } from "../if-possible.ts";
import { type Naming, nameOfOwner, namesOf } from "./people.ts";
import type { ShowingCases } from "./showing-cases.ts";

/** Whether whoever looks may work cases, and else why not. */
export type MayWork = "yes" | "no right" | "not in the group" | "unknown";

/** Everything the page of a case shows. */
export type CaseShown = {
  readonly subject: Case;
  /** The newest first. */
  readonly answers: readonly Response[];
  /** How many more there are, which are older. */
  readonly olderAnswers: number;
  /** What happens because of those answers. */
  readonly effects: readonly Effect[];
  readonly otherOpen: number;
  readonly cardLink?: string;
  readonly nameOf: Naming;
  readonly mayWork: MayWork;
  /** Why the customer is not written to, if they are not. */
  readonly suppressed?: SuppressionReason;
  /** ISO 8601. */
  readonly now: string;
};

/** So many responses of a case are read for its page. */
const mostAnswers = 100;

/** Brings together what the page of a case shows. */
export async function readCase(needs: ShowingCases, onlooker: Onlooker, subject: Case): Promise<CaseShown> {
  const { cases, responses, chat, log, clock } = needs;
  const { account, card } = subject;
  const ids = subject.responses.toReversed().slice(0, mostAnswers);
  const [found, otherOpen, cardLink, mayWork, suppressed] = await Promise.all([
    Promise.all(ids.map((id) => responses.find(id))),
    account === undefined ? 0 : cases.countOpen(account.id, subject.id),
    card === undefined || card.isTakenBack === true ? undefined : ifPossible(log, "a case is shown without the link to its card", () => chat.linkTo(card)),
    mayWorkCases(needs, onlooker),
    ifPossible(log, "it is not known whether a customer is written to", () => unwritten(needs, subject)),
  ]);
  const kept = found.filter((one) => one !== undefined);
  const effects = kept.flatMap((one) => one.effects);
  return {
    subject,
    answers: kept.map(({ response }) => response),
    olderAnswers: subject.responses.length - ids.length,
    effects,
    otherOpen,
    nameOf: await namesOf(needs, onlooker, namesIn(subject, effects)),
    mayWork,
    now: clock.now().toISOString(),
    ...given({ cardLink, suppressed }),
  };
}

async function mayWorkCases({ chat, policy, log }: ShowingCases, { rights, visitor }: Onlooker): Promise<MayWork> {
  if (!rights.has("work cases")) return "no right";
  const isOne = await ifPossible(log, "it is not known whether somebody may work cases", () => isWorker({ chat, policy }, visitor.id));
  return isOne === undefined ? "unknown" : isOne ? "yes" : "not in the group";
}

function namesIn(subject: Case, effects: readonly Effect[]): readonly string[] {
  const owners = [nameOfOwner(ownerOf(subject)), ...subject.timeline.map(({ owner }) => owner)];
  const actors = [...subject.timeline.map(({ actor }) => actor), ...effects.map(({ draft }) => draft?.decision?.by)];
  return [...owners, ...actors].filter((name) => typeof name === "string").filter(isSlackUser);
}
