import { type Effect, effectId, isMessage } from "../../shared/domain/effect.ts";
import type { Ledger, Log, Suppressions } from "../../shared/ports.ts";

/** What SES says, later, of a mail it was given: ids and nothing personal. */
export type MailEvent = {
  readonly responseId: string;
  /** The name of the effect that the mail is marked with, e.g. `follow_up`. */
  readonly effect: string;
  /** The pseudonym of the address written to. */
  readonly address: string;
  readonly messageId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
} & (
  | { readonly type: "Send" | "Reject" | "Complaint" }
  | { readonly type: "Bounce"; readonly bounceType: "Permanent" | "Transient" | "Undetermined" }
);

/** What settling needs of the world. */
export type Settling = {
  readonly ledger: Pick<Ledger, "ofResponse" | "sent" | "fail" | "remark">;
  readonly suppressions: Pick<Suppressions, "add">;
  readonly log: Log;
};

/** What the ledger then says of a mail, for people. */
const words: Record<"sent" | "rejected" | "bounced" | "complained", string> = {
  sent: "confirmed by SES",
  rejected: "SES found it unfit and did not deliver it",
  bounced: "bounced: the address takes no mail",
  complained: "complained: its reader called it spam",
};

/**
 * Writes down what became of a mail. Events come late, twice and in any order: what is settled stays as
 * it is, and every event but a rejection says that the mail went out.
 */
export async function settle({ ledger, suppressions, log }: Settling, event: MailEvent): Promise<void> {
  const { responseId, address, messageId, at } = event;
  const id = effectId(responseId, event.effect);
  const verdict = verdictOf(event);
  if (event.type !== "Send") log.warn(`mail event: ${event.type}`, { effect: id, address, ...(event.type === "Bounce" ? { bounceType: event.bounceType } : {}) });
  // Whose mail it was may be erased by now; that nobody writes there again is to outlive that.
  if (verdict === "bounced" || verdict === "complained") await suppressions.add(address, verdict, at);
  const effects = await ledger.ofResponse(responseId);
  const marked = effects.find((effect) => effect.id === id);
  if (marked === undefined) {
    log.info("mail event dropped", { effect: id, type: event.type });
    return;
  }
  const mail = effects.filter((effect) => wentWith(marked, effect));
  const detail = words[verdict];
  const moved = verdict === "rejected" ? await ledger.fail(mail, at, detail) : await ledger.sent(mail, at, { receipt: { messageId }, detail });
  // The ledger mostly has it as sent already, and only says more of it.
  if (!moved && verdict !== "sent") await ledger.remark(mail, detail);
}

/** What an event says of its mail. A full mailbox or a greylisting server says nothing about the address: SES goes on trying. */
function verdictOf(event: MailEvent): keyof typeof words {
  switch (event.type) {
    case "Send":
      return "sent";
    case "Reject":
      return "rejected";
    case "Bounce":
      return event.bounceType === "Permanent" ? "bounced" : "sent";
    case "Complaint":
      return "complained";
  }
}

/** What one mail carried has moved together ever since it was taken; what a person wrote goes by itself. */
function wentWith(marked: Effect, { id, kind, state, at }: Effect): boolean {
  const begun = state === "sending" || state === "unknown" || state === "sent";
  return begun && (id === marked.id || (isMessage(marked.kind) && isMessage(kind) && state === marked.state && at === marked.at));
}
