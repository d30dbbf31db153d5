import type { Effect, EffectState } from "../domain/effect.ts";
import type { Ledger, Log, Metrics } from "../ports.ts";

/**
 * The ledger, watched: each effect that comes to `sent`, `unknown`, `failed` or `cancelled` is one of the
 * metric `Effects`, and an alert that is sent tells how long it took. What failed is in the log by its id, since
 * an operator who is told that something failed looks there for what it was. A move that answered false, and a
 * doubt that only goes on, count nothing.
 */
export function watchedLedger(ledger: Ledger, metrics: Metrics, log: Log): Ledger {
  const watch = async (move: Promise<boolean>, effects: readonly Effect[], state: EffectState, at: string): Promise<boolean> => {
    const moved = await move;
    for (const effect of moved ? effects : []) {
      if (effect.state !== state) metrics.count("Effects", 1, { state });
      // What is planned is planned as of the response's arrival.
      if (effect.kind === "alert" && state === "sent") metrics.milliseconds("TimeToAlert", Date.parse(at) - Date.parse(effect.plannedAt));
    }
    return moved;
  };
  return {
    ...ledger,
    doubt: (effects, at, ...rest) => watch(ledger.doubt(effects, at, ...rest), effects, "unknown", at),
    sent: (effects, at, ...rest) => watch(ledger.sent(effects, at, ...rest), effects, "sent", at),
    handOver: (effect, at, ...rest) => watch(ledger.handOver(effect, at, ...rest), [effect], "sent", at),
    fail: async (effects, at, reason, ...rest) => {
      const moved = await watch(ledger.fail(effects, at, reason, ...rest), effects, "failed", at);
      for (const { id, attempts } of moved ? effects : []) log.warn("effect failed", { effect: id, reason, attempts });
      return moved;
    },
    cancel: (effects, at, ...rest) => watch(ledger.cancel(effects, at, ...rest), effects, "cancelled", at),
  };
}
