import type { CardView } from "../chat/card-view.ts";
import type { Case } from "../domain/case.ts";
import type { Response } from "../domain/response.ts";
import type { Cases, Clock } from "../ports.ts";
import { type Finding, ownerInSlack } from "./who-to-tell.ts";

/** What looking at a case needs of the world. */
export type Viewing = Finding & { readonly cases: Pick<Cases, "countOpen">; readonly clock: Clock };

/** A case as it stands, as its card shows it with one of its answers. */
export async function viewCase(needs: Viewing, subject: Case, response: Response): Promise<CardView> {
  const { cases, policy, clock } = needs;
  const [otherOpenCases, owner] = await Promise.all([
    subject.account === undefined ? 0 : cases.countOpen(subject.account.id, subject.id),
    ownerInSlack(needs, subject),
  ]);
  const { fallbackGroup } = policy.slack;
  return {
    case: subject,
    response,
    otherOpenCases,
    owner,
    money: policy,
    timeZone: policy.timeZone,
    now: clock.now().toISOString(),
    ...(fallbackGroup === undefined ? {} : { fallbackGroup }),
  };
}
