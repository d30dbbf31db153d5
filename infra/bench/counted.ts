import { billOf } from "../commands/support/costs/month.ts";
import { counted } from "../commands/support/costs/counts.ts";
import { queueConsumers } from "../topology.ts";
import type { Figure } from "./figure.ts";

/** The counted workload: 20 % detractors, 30 % passives, 50 % promoters, at 200 a second, so that many are counted together. */
const mix = { detractor: 0.2, passive: 0.3, promoter: 0.5 };
const together = 250;

/**
 * P5, P7, P8: what is counted on the engines (`npx vitest run tests/infra/commands/costs` holds the counts to
 * them), with message modes off, and once more with them on.
 */
export function countedFigures(): readonly Figure[] {
  const off = counted.off;
  const units = (mail: "on" | "off") => Object.entries(mix).reduce((sum, [band, share]) => sum + share * (new Map(Object.entries(counted[mail])).get(band)?.[together].writeUnits ?? NaN), 0);
  const responses = 200 * 30 * 86_400;
  const aMillion = billOf({ responses, mix, mail: "off" }).dollars / (responses / 1_000_000);
  const followUps = queueConsumers.find(({ queue }) => queue === "follow-ups");
  // Sent in batches of ten, received and deleted in batches of ten.
  const perMessage = 3 / (followUps?.batchSize ?? NaN);
  const count = (id: string, what: string, measured: number, bar: number, unit: string): Figure => ({ id, what, measured, bar, unit, gates: true });
  return [
    count("P5", "write units a response, mix", units("off"), 4.5, ""),
    count("P5", "write units a detractor", off.detractor[together].writeUnits, 14, ""),
    { ...count("P5", "write units a response, mix, with mail", units("on"), Infinity, ""), gates: false },
    count("P7", "queue requests a passive", off.passive[together].queueRequests + off.passive[together].fifoRequests, 0, ""),
    count("P7", "queue requests a message under backlog", perMessage, 0.6, ""),
    count("P8", "a million responses without mail, at 200 a second", aMillion, 4.75, "US$"),
  ];
}
