import type { Laptop } from "../support/laptop.ts";
import { type Figures, type Scores, scoresPath } from "./api.ts";
import type { Posted } from "./post-week.ts";

/** What the demo says at its end. */
export type Outcome = {
  readonly posted: Posted;
  readonly scores: Scores;
  /** How many responses the NPS should rest on by now. */
  readonly expected: number;
  readonly seconds: number;
  readonly laptop: Laptop;
};

/** The end of the demo in words: what was posted, what it comes to, where to look. */
export function summaryOf({ posted, scores, expected, seconds, laptop }: Outcome): string {
  const { bands } = posted;
  return `
${postedInWords(posted, seconds)}

  Detractors  ${padded(bands.detractor)}   cases and cards in Slack
  Passives    ${padded(bands.passive)}   asked what is missing
  Promoters   ${padded(bands.promoter)}   thanked, and offered the reward

  NPS  ${inWords(scores.total)}${scores.total.n < expected ? `, still counting up to ${expected}` : ""}
${scores.buckets.map((bucket) => `       ${(bucket.segment ?? "all").padEnd(9)} ${inWords(bucket)}`).join("\n")}
  Exports failed in Europe on Wednesday: see what that did to emea.

  Slack    ${laptop.slackPage ?? "your own workspace"}
  Mailbox  ${laptop.mailbox}
  Desk     ${laptop.desk}
  Scores   curl -H "Authorization: Bearer ${laptop.apiKey}" "${laptop.url}${scoresPath}"

Ids and content depend on today's date alone: run it again today and all of this is a harmless replay.`;
}

function postedInWords({ stored, corrected, replayed }: Posted, seconds: number): string {
  const total = stored + corrected + replayed;
  if (replayed === total) return `All ${total} posts were here from an earlier run today: replayed, nothing was counted or sent twice.`;
  return `Posted ${total} in ${seconds.toFixed(1)} s: ${stored} new, ${corrected} corrected, ${replayed} replayed.`;
}

/** A score as a whole number with its n beside it, and how sure it is. */
function inWords({ n, score, interval }: Figures): string {
  if (score === null || interval === null) return `no responses (n = 0)`;
  return `${signed(score)}  (n = ${n}, 95 % interval ${signed(interval.low)} to ${signed(interval.high)})`;
}

function padded(count: number): string {
  return String(count).padStart(3);
}

function signed(value: number): string {
  const whole = Math.round(value);
  return whole > 0 ? `+${whole}` : String(whole);
}
