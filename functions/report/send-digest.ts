import { type Delivering, deliver } from "../../shared/delivery/deliver.ts";
import { lookUpInChannel, postInChannel } from "../../shared/delivery/post-in-channel.ts";
import type { DigestRecords } from "../../shared/digest-ports.ts";
import { digestEffect, quotedIn } from "../../shared/domain/digest-effect.ts";
import { type Effect, effectId, isSettled, nextStep } from "../../shared/domain/effect.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Chat, ChatMessage, Metrics } from "../../shared/ports.ts";
import { type Drawing, drawDigest } from "./draw-digest.ts";
import { digestMessage } from "./digest-message.ts";
import type { DigestView, Picture } from "./digest-view.ts";
import { type DueDigest, mostLate } from "./due-digest.ts";

/** What sending digests needs of the world. */
export type Sending = Delivering &
  Omit<Drawing, "drawTrend"> & {
    readonly digests: DigestRecords;
    readonly gather: (due: DueDigest) => Promise<DigestView>;
    /** No charts without it. */
    readonly drawTrend?: Drawing["drawTrend"];
    readonly chat: Pick<Chat, "post" | "lookUp">;
    readonly policy: Policy;
    readonly metrics: Metrics;
  };

/** How often a run tries to post a digest, and how long it waits for the next try at most; milliseconds. */
const triesARun = 5;
const longestPauseMs = 16_000;
/** From the so manieth attempt on it goes without charts: the chat has had time enough to take them. */
const plainFrom = 10;

/**
 * Sends a digest that has come round, as far as it can now; once, whoever calls and however often.
 *
 * @param knownSince when the digest was first heard of: what came round before is not told. ISO 8601, UTC
 */
export async function sendDigest(needs: Sending, due: DueDigest, knownSince: string): Promise<void> {
  const { ledger, clock, log } = needs;
  const now = clock.now();
  const isLate = now.getTime() - due.at > mostLate;
  const known = await ledger.find(effectId(due.name, "digest"));
  if (known === undefined && (isLate || due.at < Date.parse(knownSince))) return;
  const digest = known ?? (await needs.digests.plan(digestEffect(due.name, now.toISOString())));
  if (isSettled(digest)) return;
  if (isLate && digest.state === "planned") {
    await ledger.fail([digest], now.toISOString(), "it could not be sent within a day");
    log.error("digest not sent", digest.detail ?? "nobody was there to send it", { effect: digest.id });
    return;
  }
  await trySending(needs, due, digest);
}

async function trySending(needs: Sending, due: DueDigest, first: Effect): Promise<void> {
  const { ledger, clock, policy } = needs;
  const channel = due.rule.channel ?? policy.slack.defaultChannel;
  let message: ChatMessage | undefined;
  let digest: Effect | undefined = first;
  for (let tries = 0; tries < triesARun && digest !== undefined; tries += 1) {
    const effect = digest;
    const step = nextStep(effect, clock.now().toISOString());
    if (step.do === "send") message ??= await compose(needs, due, { channel, isPlain: effect.attempts >= plainFrom });
    const ready = message;
    const delivered = await deliver(needs, {
      effects: [effect],
      // Nothing is sent but in a step that says so, which has composed it.
      send: () => (ready === undefined ? Promise.resolve({ kind: "refused", reason: "it is not written yet" }) : postInChannel(needs, effect, channel, ready)),
      lookUp: (since) => lookUpInChannel(needs, effect, channel, since),
    });
    if (delivered.kind !== "later") return;
    const pause = Date.parse(delivered.at) - clock.now().getTime();
    if (pause > longestPauseMs) return;
    await needs.sleep(Math.max(0, pause));
    digest = await ledger.find(effect.id);
  }
}

/** Everything it takes is read, drawn and brought before the send begins, which then takes no longer than any other. */
async function compose(needs: Sending, due: DueDigest, { channel, isPlain }: { readonly channel: string; readonly isPlain: boolean }): Promise<ChatMessage> {
  const { drawTrend } = needs;
  const gathered = await needs.gather(due);
  const voices = await quotable(needs, due, channel, gathered);
  const view = { ...gathered, voices };
  const pictures = drawTrend === undefined || isPlain ? new Map<string, Picture>() : await drawDigest({ ...needs, drawTrend }, view);
  return digestMessage(view, pictures);
}

/** It is written down first whose words are shown, so that whoever is erased in this moment takes them back. */
async function quotable({ digests, clock }: Sending, { name }: DueDigest, channel: string, { voices }: DigestView): Promise<DigestView["voices"]> {
  const at = clock.now().toISOString();
  const said = await Promise.all(voices.map(async (voice) => ((await digests.quote(quotedIn(name, voice.responseId, { channel, at }))) ? [voice] : [])));
  return said.flat();
}
