import { lastDue } from "./due-digest.ts";
import { type Sending, sendDigest } from "./send-digest.ts";

/**
 * Called every five minutes: sends what has come round, and goes on with what could not be sent before. The last two
 * times of each digest are looked at: the one before the last is either settled or too late by now, and that is said.
 * One that fails does not hold up the others, and is told of once all were looked at.
 */
export async function report(needs: Sending): Promise<void> {
  const { policy, clock, log, digests } = needs;
  const now = clock.now();
  const failed: unknown[] = [];
  for (const rule of policy.digests) {
    try {
      const knownSince = await digests.knownSince(rule.id, now.toISOString());
      for (const due of lastDue(rule, now.getTime(), policy.timeZone, 2)) await sendDigest(needs, due, knownSince);
    } catch (error) {
      log.error("digest failed", error, { digest: rule.id });
      failed.push(error);
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, "some digests could not be sent");
}
