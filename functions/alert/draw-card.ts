import { card } from "../../shared/chat/card.ts";
import type { Case } from "../../shared/domain/case.ts";
import type { Response } from "../../shared/domain/response.ts";
import type { Cases, Chat, ChatMessage, Clock, Responses } from "../../shared/ports.ts";
import { type Finding, ownerInSlack } from "../../shared/casework/who-to-tell.ts";

/** What drawing a card needs of the world. */
export type Drawing = Finding & {
  readonly responses: Pick<Responses, "find">;
  readonly cases: Pick<Cases, "countOpen">;
  readonly chat: Pick<Chat, "edit" | "memberByEmail" | "member">;
  readonly clock: Clock;
};

/** The card as the case stands: it shows the latest answer, which may be the one at hand. */
export async function drawCard(needs: Drawing, subject: Case, atHand: Response): Promise<ChatMessage> {
  const { cases, responses, policy, clock } = needs;
  const latest = subject.responses.at(-1) ?? "";
  const [response, otherOpenCases, owner] = await Promise.all([
    latest === atHand.id ? atHand : responses.find(latest).then((found) => found?.response),
    subject.account === undefined ? 0 : cases.countOpen(subject.account.id, subject.id),
    ownerInSlack(needs, subject),
  ]);
  if (response === undefined) throw new Error(`the case ${subject.id} shows the response ${latest}, which is gone`);
  const { fallbackGroup } = policy.slack;
  return card({
    case: subject,
    response,
    otherOpenCases,
    owner,
    money: policy,
    timeZone: policy.timeZone,
    now: clock.now().toISOString(),
    ...(fallbackGroup === undefined ? {} : { fallbackGroup }),
  });
}

/**
 * Draws a card anew where it stands.
 *
 * @throws when it may not have been: whatever asked for it is done again
 */
export async function redrawCard(needs: Drawing, subject: Case, place: NonNullable<Case["card"]>, response: Response): Promise<void> {
  // Its person is being erased; what happens to the case meanwhile must not bring them back.
  if (place.isTakenBack === true) return;
  const edited = await needs.chat.edit(place, await drawCard(needs, subject, response));
  switch (edited.kind) {
    case "sent":
      return;
    case "rejected":
      needs.log.warn("card not edited", { case: subject.id, reason: edited.reason });
      return;
    case "refused":
    case "uncertain":
      // Thrown, so that the line is found as sent and the card is drawn again.
      throw new Error(`the card of ${subject.id} could not be edited: ${edited.reason}`);
  }
}
