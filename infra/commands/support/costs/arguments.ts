import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";
import type { Month } from "./month.ts";

const { misused, parse } = usageOf(`Usage:
  npm run costs -- [--responses <a month>] [--detractors <%>] [--passives <%>] [--promoters <%>] [--no-mail] [--wait <seconds>]

  --responses  1000000 when nothing is said
  bands        20, 30 and 50 percent when nothing is said; they add up to 100
  --no-mail    with the policy's message modes off
  --wait       if counting waited so long for more responses (batchWindowSeconds of roll-up in infra/topology.ts)`);

const options = {
  responses: { type: "string", default: "1000000" },
  detractors: { type: "string", default: "20" },
  passives: { type: "string", default: "30" },
  promoters: { type: "string", default: "50" },
  "no-mail": { type: "boolean", default: false },
  wait: { type: "string" },
} as const;

/**
 * Reads the words after `npm run costs --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readCostsCommand(args: string[]): Month {
  const { values } = parse(() => parseArgs({ args, options }));
  const [detractor, passive, promoter] = [values.detractors, values.passives, values.promoters].map((text) => number(text) / 100);
  const mix = { detractor: detractor ?? 0, passive: passive ?? 0, promoter: promoter ?? 0 };
  if (Math.abs(mix.detractor + mix.passive + mix.promoter - 1) > 1e-9) misused("The bands do not add up to 100 percent.");
  const wait = values.wait === undefined ? {} : { waitSeconds: number(values.wait) };
  return { responses: number(values.responses), mix, mail: values["no-mail"] ? "off" : "on", ...wait };
}

function number(text: string): number {
  const n = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Number.isNaN(n) ? misused(`'${text}' is not a number.`) : n;
}
