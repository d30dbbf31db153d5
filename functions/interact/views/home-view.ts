import type { HomeView, KnownBlock } from "@slack/types";
import { mention, moment } from "../../../shared/chat/mrkdwn.ts";
import { signOf } from "../../../shared/chat/wording.ts";
import { type Severity, severitySchema } from "../../../shared/domain/severity.ts";
import { mostInView, nothingWaits, rest } from "./case-list.ts";
import { type ListedCase, type ListedCases, caseRows } from "./case-rows.ts";
import { plain } from "./modal.ts";

/**
 * App Home: the unresolved cases of a person, in their order, and how many there are of each severity.
 *
 * @param person their Slack id
 * @param now ISO 8601
 */
export function homeView({ cases, areAll }: ListedCases, person: string, now: string, timeZone: string): HomeView {
  const greeting = mention(person);
  const left = cases.length - mostInView;
  return {
    type: "home",
    callback_id: "case.home",
    blocks: [
      { type: "header", text: plain("Your cases") },
      summary(`${greeting === undefined ? "Hi!" : `Hi ${greeting}!`} ${countsInWords(cases)}${areAll ? "" : ` · these are the oldest ${cases.length}, and there are more`}`),
      { type: "divider" },
      ...(cases.length === 0 ? [nothingWaits] : caseRows(cases.slice(0, mostInView), { now, timeZone })),
      ...(left > 0 ? [rest(`… and ${areAll ? "" : "at least "}${left} more. They come up here as those above are done.`)] : []),
      { type: "context", elements: [{ type: "mrkdwn", text: `As of ${moment(now, timeZone)}` }] },
    ],
  };
}

function summary(text: string): KnownBlock {
  return { type: "section", text: { type: "mrkdwn", text } };
}

/** "🔴 1 critical · 🟡 4 normal": what there is none of is left out. */
function countsInWords(cases: readonly ListedCase[]): string {
  const countOf = (severity: Severity) => cases.filter((listed) => listed.case.severity === severity).length;
  return severitySchema.options
    .map((severity) => ({ severity, count: countOf(severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${signOf(severity, "open")} ${count} ${severity}`)
    .join(" · ");
}
