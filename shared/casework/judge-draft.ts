import { type Decision, type Draft, type OwnWords, tellsOf } from "../domain/draft.ts";
import type { Effect } from "../domain/effect.ts";
import { decentTime } from "../domain/quiet-hours.ts";
import type { Policy } from "../domain/policy.ts";
import { type FilledQueues, queueEffects } from "../delivery/queue-effects.ts";
import type { Drafts } from "../draft-ports.ts";
import type { Clock, FoundResponse, Log, Responses } from "../ports.ts";
import type { DraftSeen } from "./draft-seen.ts";

/** What deciding about drafts needs of the world. */
export type Judging = {
  readonly responses: Pick<Responses, "find">;
  readonly drafts: Pick<Drafts, "decide">;
  readonly queues: FilledQueues;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
};

/** What somebody wants done with a draft. */
export type Judgement = { readonly does: Decision["does"]; readonly by: string; readonly words?: OwnWords };

/** A draft that somebody came too late for: the message as it now stands. `changed`: the customer has changed their answer, and it is another one now. */
export type LateDraft = { readonly kind: "late"; readonly message: Effect; readonly draft: Draft; readonly tells: ReturnType<typeof tellsOf> | "changed" };

/** A draft looked for: it waits, somebody comes too late for it, or there is none. */
export type FoundDraft = { readonly kind: "waiting"; readonly draft: Draft } | LateDraft | { readonly kind: "gone" };

/** Carries out what somebody decided about a draft. Of two who do so at once one is told that the other was quicker. */
export async function judgeDraft(needs: Judging, seen: DraftSeen, { does, by, words }: Judgement): Promise<{ readonly kind: "done" | "gone" } | LateDraft> {
  const { drafts, queues, policy, clock, log } = needs;
  const found = await needs.responses.find(seen.responseId);
  const messages = found === undefined ? [] : mailOf(found, seen);
  if (found === undefined || messages.length === 0) return { kind: "gone" };
  const at = clock.now().toISOString();
  // By the newest answer, as what is to be sent will be.
  const notBefore = decentTime(at, found.response, policy);
  const { kind, effects } = await drafts.decide(messages, { does, by, at, revision: seen.revision, notBefore, ...(words === undefined ? {} : { words }) });
  if (kind === "late") return lateDraft(effects.find(({ id }) => id === seen.messageId), seen);
  try {
    await queueEffects(queues, effects, Date.parse(at));
  } catch (error) {
    log.error("what was decided about a draft is done later", error, { effect: seen.messageId });
  }
  return { kind: "done" };
}

/** A draft as it stands now, for somebody who wants to edit it. */
export async function findDraft({ responses, clock }: Pick<Judging, "responses" | "clock">, seen: DraftSeen): Promise<FoundDraft> {
  const found = await responses.find(seen.responseId);
  const message = found?.effects.find(({ id }) => id === seen.messageId);
  if (message?.draft === undefined) return { kind: "gone" };
  const { draft } = message;
  const isLate = message.state !== "planned" || draft.decision !== undefined || draft.revision !== seen.revision || draft.expiresAt <= clock.now().toISOString();
  return isLate ? lateDraft(message, seen) : { kind: "waiting", draft };
}

/** The message with the draft, and what goes in the same mail. */
function mailOf({ effects }: FoundResponse, { messageId }: DraftSeen): readonly Effect[] {
  const message = effects.find(({ id }) => id === messageId);
  if (message === undefined) return [];
  return [message, ...effects.filter(({ kind, state }) => message.kind === "thank" && kind === "reward" && state === message.state)];
}

function lateDraft(message: Effect | undefined, seen: DraftSeen): LateDraft | { readonly kind: "gone" } {
  if (message?.draft === undefined) return { kind: "gone" };
  const { draft } = message;
  const isChanged = message.state === "planned" && draft.decision === undefined && draft.revision !== seen.revision;
  return { kind: "late", message, draft, tells: isChanged ? "changed" : tellsOf(message) };
}
