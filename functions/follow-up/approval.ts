import type { Drafts } from "../../shared/draft-ports.ts";
import { type Draft, approvedWords, cardOf } from "../../shared/domain/draft.ts";
import type { Case } from "../../shared/domain/case.ts";
import type { Effect } from "../../shared/domain/effect.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Response } from "../../shared/domain/response.ts";
import { channelFor } from "../../shared/domain/routing.ts";
import { queueEffects } from "../../shared/delivery/queue-effects.ts";
import type { Delivered } from "../../shared/delivery/deliver.ts";
import type { Clock, Ledger, Log, WorkQueues } from "../../shared/ports.ts";
import type { Shown } from "./message/compose-mail.ts";

/** What a message needs from people before it goes. */
export type Approval =
  /** Nothing, or no more: it goes, in the words that were approved where it was shown to somebody. */
  | { readonly kind: "go"; readonly words?: Draft }
  /** It is to be shown: for the first time, or because the answer has changed since. */
  | { readonly kind: "ask" }
  | { readonly kind: "wait"; readonly until: string }
  | { readonly kind: "expired" };

/** @param now ISO 8601, UTC */
export function approvalOf(message: Effect, { band, revision }: Pick<Response, "band" | "revision">, policy: Policy, now: string): Approval {
  const { draft } = message;
  const words = approvedWords(message, revision);
  if (words !== undefined) return { kind: "go", words };
  if (message.state !== "planned") return { kind: "go" };
  if (draft === undefined) return { kind: policy.messages.modes[band] === "approve" ? "ask" : "go" };
  // What was approved was an answer to something else.
  if (draft.revision !== revision) return { kind: "ask" };
  return draft.expiresAt <= now ? { kind: "expired" } : { kind: "wait", until: draft.expiresAt };
}

/** What asking for approval needs of the world. */
export type Asking = {
  readonly drafts: Pick<Drafts, "offer" | "hold">;
  readonly queues: Pick<WorkQueues, "wake">;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
};

/** Has a mail wait, and shows it to those who may let it go: in its case's thread, else in the channel that routing names. */
export async function askForApproval(needs: Asking, messages: readonly Effect[], letter: Shown, { response, subject }: { readonly response: Response; readonly subject: Case | undefined }): Promise<Delivered> {
  const { drafts, queues, policy, clock, log } = needs;
  const [message] = messages;
  if (message === undefined) return { kind: "settled" };
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + policy.messages.approveWithin).toISOString();
  const card = cardOf(message, subject, channelFor(response, "normal", policy), now.toISOString());
  const draft: Draft = {
    card: card.id,
    revision: response.revision,
    language: letter.language,
    subject: letter.subject,
    text: letter.paragraphs.join("\n\n"),
    ...(letter.link === undefined ? {} : { link: letter.link.label }),
    ending: letter.ending.join("\n\n"),
    expiresAt,
  };
  const told = await drafts.offer(messages, draft, card);
  try {
    await queueEffects(queues, told, now.getTime());
  } catch (error) {
    // It is written down: the sweep finds it.
    log.error("a draft is shown later", error, { effect: message.id });
  }
  return { kind: "later", at: expiresAt };
}

/** Wakes the lane in which what became of a mail is written on its draft's card, if it has one. */
export async function sayOnCard({ ledger, queues, clock, log }: Pick<Asking, "queues" | "clock" | "log"> & { readonly ledger: Pick<Ledger, "ofResponse"> }, messages: readonly Effect[]): Promise<void> {
  const message = messages.find(({ draft }) => draft !== undefined);
  if (message === undefined) return;
  try {
    const planned = await ledger.ofResponse(message.responseId);
    await queueEffects(queues, planned.filter(({ kind, state }) => kind === "verdict" && state === "planned"), clock.now().getTime());
  } catch (error) {
    log.error("what became of a draft is told later", error, { effect: message.id });
  }
}
