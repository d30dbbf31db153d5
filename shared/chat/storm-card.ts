import type { KnownBlock } from "@slack/types";
import { severityRank } from "../domain/severity.ts";
import type { Folded } from "../domain/storm.ts";
import type { ChatMessage } from "../ports.ts";
import { address, line, literal, shownName } from "./mrkdwn.ts";
import { signOf } from "./wording.ts";

/** So many accounts are named; a section holds 3,000 characters, and nobody reads more. */
const mostAccounts = 20;
const longestName = 60;

/** What a storm's card shows. */
export type StormView = {
  readonly id: string;
  readonly folded: readonly Folded[];
  /** How many alerts a minute the channel bears. */
  readonly burst: number;
};

/** The one card of the cases that a storm holds: how many, how urgent, whose, and a button that opens the list. */
export function stormCard({ id, folded, burst }: StormView): ChatMessage {
  const headline = `⛈️ ${folded.length} more ${folded.length === 1 ? "case" : "cases"}, folded into one card`;
  const severities = severitiesIn(folded).join(" · ");
  const blocks: KnownBlock[] = [
    { type: "header", text: { type: "plain_text", text: headline, emoji: true } },
    { type: "section", text: { type: "mrkdwn", text: severities } },
    { type: "section", text: { type: "plain_text", text: accountsIn(folded).join("\n"), emoji: false } },
    {
      type: "context",
      elements: [{ type: "plain_text", text: `More than ${burst} alerts within a minute. Critical cases still get a card each; those in the list wait like any other, and each can have its card.` }],
    },
    {
      type: "actions",
      elements: [{ type: "button", action_id: "storm.list", text: { type: "plain_text", text: "Show the cases" }, value: id, style: "primary" }],
    },
  ];
  return { text: literal(`${headline}: ${severities}`), blocks };
}

/** The line in a storm's thread when time runs out for the first of its cases. */
export function stormLine(step: string, meant: string | undefined): ChatMessage {
  const to = address(meant);
  const said = lines[step] ?? "Cases in this list are overdue";
  const text = to === undefined ? said : `${said}: ${to}`;
  return { text, blocks: [{ type: "section", text: { type: "mrkdwn", text } }] };
}

const lines: Readonly<Record<string, string>> = {
  warn: ":hourglass_flowing_sand: Cases in this list are still not acknowledged, and the time for it is running out",
  owner: ":rotating_light: Cases in this list are overdue: nobody has acknowledged them in time",
  backup: ":rotating_light: Cases in this list are still not acknowledged: the backup is asked to step in",
  manager: ":rotating_light: Cases in this list are still not acknowledged: the manager is asked to step in",
  channel: ":rotating_light: Cases in this list are still not acknowledged: whoever is here, please take them",
};

function severitiesIn(folded: readonly Folded[]): readonly string[] {
  const counts = Map.groupBy(folded, ({ severity }) => severity);
  return [...counts].sort(([a], [b]) => severityRank[a] - severityRank[b]).map(([severity, alike]) => `${signOf(severity, "open")} ${alike.length} ${severity}`);
}

/** The accounts with the most cases first. */
function accountsIn(folded: readonly Folded[]): readonly string[] {
  const counts = [...Map.groupBy(folded, ({ account }) => account?.id)].map(([, alike]) => ({ count: alike.length, name: nameOf(alike) }));
  const ordered = counts.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const named = ordered.slice(0, mostAccounts).map(({ count, name }) => `${count} × ${name}`);
  const left = ordered.slice(mostAccounts);
  const cases = left.reduce((sum, { count }) => sum + count, 0);
  return left.length === 0 ? named : [...named, `${cases} of ${left.length} more ${left.length === 1 ? "account" : "accounts"}`];
}

/** The newest name of an account; its id where it has none that can be shown. */
function nameOf(alike: readonly Folded[]): string {
  const account = alike.at(-1)?.account;
  if (account === undefined) return "no account given";
  return line(shownName(account.name) ?? account.id, longestName) || "an account without a name";
}
