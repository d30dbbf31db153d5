import type { Clock, Log, Metrics, Parking } from "../ports.ts";
import { described } from "../runtime/log.ts";

/** How often a record is tried before it is set aside. */
const mostStrikes = 20;

/**
 * Decides what becomes of a stream record that failed: it comes again, until it has failed so often that
 * it must not hold up the others any longer; then it is set aside with its reason.
 */
export async function setAside(
  needs: { readonly parking: Parking; readonly clock: Clock; readonly log: Log; readonly metrics: Metrics },
  failed: { readonly consumer: string; readonly key: string; readonly error: unknown; readonly hopeless: boolean },
): Promise<"again" | "parked"> {
  const { consumer, key, error, hopeless } = failed;
  const reason = described(error);
  const at = needs.clock.now().toISOString();
  const strikes = await needs.parking.strike({ consumer, key, reason, at });
  if (!hopeless && strikes < mostStrikes) {
    needs.log.warn("record failed", { consumer, key, strikes, reason });
    return "again";
  }
  await needs.parking.park({ consumer, key, at });
  needs.metrics.count("RecordsParked");
  needs.log.error("record parked", error, { consumer, key, strikes });
  return "parked";
}
