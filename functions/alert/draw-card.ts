import { type Viewing, viewCase } from "../../shared/casework/view-case.ts";
import { card } from "../../shared/chat/card.ts";
import type { Case } from "../../shared/domain/case.ts";
import type { Response } from "../../shared/domain/response.ts";
import type { Chat, ChatMessage, Responses } from "../../shared/ports.ts";

/** What drawing a card needs of the world. */
export type Drawing = Viewing & {
  readonly responses: Pick<Responses, "find">;
  readonly chat: Pick<Chat, "edit">;
};

/** The card as the case stands: it shows the latest answer, which may be the one at hand. */
export async function drawCard(needs: Drawing, subject: Case, atHand: Response): Promise<ChatMessage> {
  const latest = subject.responses.at(-1) ?? "";
  const response = latest === atHand.id ? atHand : (await needs.responses.find(latest))?.response;
  if (response === undefined) throw new Error(`the case ${subject.id} shows the response ${latest}, which is gone`);
  return card(await viewCase(needs, subject, response));
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
