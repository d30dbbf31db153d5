import { join } from "node:path";
import { digestMessage } from "../../../../functions/report/digest-message.ts";
import type { DigestView, Picture } from "../../../../functions/report/digest-view.ts";
import type { DrawTrend } from "../../../../functions/report/draw-digest.ts";
import { type DueDigest, lastDue, nextDue } from "../../../../functions/report/due-digest.ts";
import type { DigestRule } from "../../../../shared/domain/digest-rule.ts";
import { addDays } from "../../../../shared/domain/local-time.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import type { Clock } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { textTable } from "../text-table.ts";
import type { DigestCommand } from "./arguments.ts";

/** What telling of digests needs of the world. */
export type TellingDigests = {
  readonly place: string;
  readonly policy: Pick<Policy, "digests" | "timeZone" | "slack">;
  readonly gather: (due: DueDigest) => Promise<DigestView>;
  /** No pictures without it. */
  readonly drawTrend?: DrawTrend;
  readonly clock: Clock;
  readonly write: (file: string, content: string | Uint8Array) => void;
};

/**
 * Does what was asked, and answers what to print.
 *
 * @throws CommandError when there is no such digest
 */
export async function workDigest(command: DigestCommand, needs: TellingDigests): Promise<string> {
  switch (command.do) {
    case "tell":
      return tell(needs);
    case "preview":
      return preview(command, needs);
  }
}

function tell({ policy, clock, place }: TellingDigests): string {
  if (policy.digests.length === 0) return "The policy has no digests: nothing is sent.";
  const now = clock.now().getTime();
  const rows = policy.digests.map((rule) => [rule.id, rule.channel ?? policy.slack.defaultChannel, inWords(nextDue(rule, now, policy.timeZone), policy.timeZone), rule.metrics.join(", "), rule.language]);
  return [textTable(["digest", "channel", "next", "metrics", "language"], rows), `Nothing was sent. Digests of ${place} are sent by report, within five minutes of their time; npm run digest -- --preview shows one.`].join("\n");
}

function inWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(at);
}

async function preview(command: Extract<DigestCommand, { do: "preview" }>, { policy, gather, drawTrend, clock, write, place }: TellingDigests): Promise<string> {
  const found = ruleNamed(policy, command.id);
  const rule: DigestRule = { ...found, ...(command.language === undefined ? {} : { language: command.language }) };
  const [due] = lastDue(rule, clock.now().getTime(), policy.timeZone, 1);
  if (due === undefined) throw new CommandError(`The digest ${rule.id} has not come round in two weeks.`);
  const view = await gather(due);
  const pictures = new Map<string, Picture>();
  const written = [join(command.out, "message.json")];
  for (const metric of drawTrend === undefined ? [] : view.metrics) {
    if (drawTrend === undefined || metric.trend.every(({ figures: { n } }) => n === 0)) continue;
    const { bytes, altText } = await drawTrend(metric, rule.language);
    const file = `${metric.metric}.png`;
    write(join(command.out, file), bytes);
    written.push(join(command.out, file));
    pictures.set(metric.metric, { fileId: file, altText });
  }
  write(join(command.out, "message.json"), `${JSON.stringify(digestMessage(view, pictures), null, 2)}\n`);
  const days = `${view.window.start} to ${addDays(view.window.end, -1)}`;
  return `The digest ${rule.id} of ${place}, ${days}, is in ${written.join(", ")}. Nothing was sent.`;
}

function ruleNamed({ digests }: Pick<Policy, "digests">, id: string | undefined): DigestRule {
  const found = id === undefined ? digests[0] : digests.find((rule) => rule.id === id);
  if (found === undefined) throw new CommandError(`The policy has no digest${id === undefined ? "s" : ` ${id}: there is ${digests.map((rule) => rule.id).join(", ") || "none"}`}.`);
  return found;
}
