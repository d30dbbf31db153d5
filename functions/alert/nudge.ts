import { subjectOf } from "../../shared/chat/card-fields.ts";
import { literalLine, moment } from "../../shared/chat/mrkdwn.ts";
import { scoreInWords, signOf } from "../../shared/chat/wording.ts";
import { type Case, type TimelineEntry, ownerNamed } from "../../shared/domain/case.ts";
import { type Effect, isBegun } from "../../shared/domain/effect.ts";
import type { Response } from "../../shared/domain/response.ts";
import { type Delivered, type Delivering, deliver } from "../../shared/delivery/deliver.ts";
import type { Chat, ChatMessage } from "../../shared/ports.ts";
import { type Finding, whoIsThere } from "../../shared/casework/who-to-tell.ts";

/** What nudging needs of the world. */
export type Nudging = Delivering & Finding & { readonly chat: Pick<Chat, "post" | "lookUp" | "linkTo" | "memberByEmail" | "member"> };

/**
 * Tells a case's owner alone, or who stands in while they are away: that it is critical and theirs, or that they took it
 * and nobody has contacted the customer. Where nobody can be found there is nobody to tell.
 *
 * @param entry the line of the case's history that it is about; its opening when there is none
 */
export async function nudge(needs: Nudging, effect: Effect, subject: Case, entry: TimelineEntry | undefined, response: Response): Promise<Delivered> {
  const { chat, ledger, clock } = needs;
  // Who was assigned is told, also when somebody else was assigned since.
  const meant = entry?.type === "assign" && typeof entry["owner"] === "string" ? { ...subject, owner: ownerNamed(entry["owner"]) } : subject;
  const member = isBegun(effect) ? effect.to : await whoIsThere(needs, meant);
  if (member === undefined) {
    await ledger.cancel([effect], clock.now().toISOString(), "no address");
    return { kind: "settled" };
  }
  const link = subject.card === undefined ? undefined : await chat.linkTo(subject.card);
  const message = messageFor(subject, response, entry, needs.policy.timeZone, link);
  return deliver(needs, {
    effects: [effect],
    to: member,
    send: async () => {
      const outcome = await chat.post({ effectId: effect.id, channel: member, message });
      return outcome.kind === "channel refuses" ? { kind: "rejected", reason: `Slack does not take it: ${outcome.reason}` } : outcome;
    },
    lookUp: (since) => chat.lookUp({ effectId: effect.id, channel: member, since }),
  });
}

function messageFor(subject: Case, { body }: Response, entry: TimelineEntry | undefined, timeZone: string, link: string | undefined): ChatMessage {
  const { severity, state, due } = subject;
  const about = `${scoreInWords(body.metric, body.score)} from ${literalLine(subjectOf(subject), 200) || "somebody"}`;
  const target = state === "open" ? `Acknowledge it by ${moment(due.acknowledgeBy, timeZone)}` : `It is ${state}; resolve it by ${moment(due.resolveBy, timeZone)}`;
  const said =
    entry?.type !== "warn"
      ? `${signOf(severity, state)} A critical case is yours: ${about}. ${target}.`
      : `:bell: Nobody has contacted the customer yet: ${about}. The case was acknowledged; resolve it by ${moment(due.resolveBy, timeZone)}.`;
  const text = link === undefined ? said : `${said} <${link}|Open the case>`;
  return { text, blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }] };
}
