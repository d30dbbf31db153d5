import type { Mail } from "../../shared/ports.ts";
import { between } from "./chance.ts";
import { faultKinds } from "./faults.ts";
import type { Invoke, Running } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** Somebody who was told that they are not written to any more: by pseudonym, and when; milliseconds. */
export type Left = { readonly pseudonym: string; readonly at: number };

/** Some of those who are written to have enough of it, within this time. */
const leavingShare = 0.12;
const latestMs = 90_000;

/** Those who leave by the link of a mail they got, and try again until they are answered. */
export function startLeavers({ timeline, chance, faults, trace }: Simulated, invoke: Invoke, visit: Running<string, void>) {
  const left: Left[] = [];
  let underWay = 0;

  async function leave({ effectId, pseudonym }: Mail): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const where = `the reader of ${effectId} leaves${attempt === 1 ? "" : `, try ${attempt}`}`;
      const fault = faults.strike(where, ["error", "answer lost", "twice"], 2);
      trace.tell(fault === undefined ? where : `${where}: ${faultKinds[fault]}`);
      if (fault === "twice") void invoke(visit, pseudonym);
      const ended = fault === "error" ? undefined : await invoke(visit, pseudonym);
      if (ended?.kind === "answered" && fault !== "answer lost") break;
      await new Promise<void>((resolve) => { timeline.after(between(chance, `patience after ${where}`, 1_000, 20_000), resolve); });
    }
    left.push({ pseudonym, at: timeline.now() });
    underWay -= 1;
  }

  return {
    mailed: (mail: Mail) => {
      if (chance(`${mail.effectId} is enough`) >= leavingShare) return;
      underWay += 1;
      timeline.after(chance(`${mail.effectId} is left when`) * latestMs, () => { void leave(mail); });
    },
    left: (): readonly Left[] => left,
    isIdle: () => underWay === 0,
  };
}
