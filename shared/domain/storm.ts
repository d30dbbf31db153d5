/**
 * What goes on in a channel, and the storms in which alerts are folded into one card. Pure: whoever writes it down
 * does so on the condition that nobody else has meanwhile.
 */
import type { Case } from "./case.ts";
import type { Step } from "./case-clock.ts";
import { type Effect, effectId, splitEffectId } from "./effect.ts";
import { plannedAt } from "./planned-effect.ts";
import { type Severity, severityRank } from "./severity.ts";
import { revisionOf } from "./work-case.ts";

/** A case as a storm holds it. */
export type Folded = {
  /** The alert that is not posted. */
  readonly effectId: string;
  readonly caseId: string;
  readonly severity: Severity;
  readonly account?: { readonly id: string; readonly name?: string };
};

/** Many cases that share one card. */
export type Storm = {
  /** `storm_…` */
  readonly id: string;
  /** How many cases it holds, how many of them its card has counted, and when that was written on it. */
  readonly total: number;
  readonly shown: number;
  readonly shownAt: string;
  /** How many were folded at once within the last minute, and when. */
  readonly lately: readonly { readonly at: string; readonly count: number }[];
};

/** What goes on in a channel. */
export type Traffic = {
  readonly channel: string;
  /** How often it was written. */
  readonly version: number;
  /** The alerts that were given a card of their own within the last minute. */
  readonly granted: readonly { readonly effectId: string; readonly at: string }[];
  /** Alerts that were folded last: they may not be settled yet. */
  readonly pending: readonly string[];
  /** The last storm, over or not. */
  readonly storm?: Storm;
};

/** What a policy and the time say. */
export type Burst = { readonly burst: number; /** ISO 8601, UTC. */ readonly now: string };

const window = 60_000;
/** How long a storm's card may say less than it holds; milliseconds. Edits count against Slack's rate as posts do. */
const cardEvery = 5_000;
/** A list of more is read too slowly; what comes then begins another card. */
const mostInStorm = 20_000;

/** Sees to it that what is told of the past is of the last minute. */
function lately<T extends { readonly at: string }>(events: readonly T[], now: string): readonly T[] {
  const since = new Date(Date.parse(now) - window).toISOString();
  return events.filter(({ at }) => at > since);
}

/** Whether what is more than the channel bears goes on: a minute with less than that ends it, once its card says everything. */
function isStormy({ granted, storm }: Traffic, { burst, now }: Burst): boolean {
  if (storm === undefined) return false;
  const folded = lately(storm.lately, now).reduce((sum, { count }) => sum + count, 0);
  return isBehind(storm) || (storm.total < mostInStorm && lately(granted, now).length + folded >= burst);
}

/** Whether a storm's card says less than it holds. */
export function isBehind({ shown, total }: Storm): boolean {
  return shown < total;
}

/** When a storm's card may be written again; milliseconds since the epoch. */
export function cardDueAt({ shownAt }: Storm): number {
  return Date.parse(shownAt) + cardEvery;
}

/**
 * Which alerts get cards of their own: those that had one granted, those that must, and as many of the others as the
 * channel bears.
 *
 * @param alerts the most urgent first
 * @returns the ids of those that get one, and of those that are to be folded
 */
export function sortOut(traffic: Traffic, alerts: readonly Effect[], { burst, now }: Burst): { readonly cards: readonly string[]; readonly more: readonly Effect[] } {
  const known = new Set(lately(traffic.granted, now).map(({ effectId: id }) => id));
  const stormy = isStormy(traffic, { burst, now });
  const cards: string[] = [];
  const more: Effect[] = [];
  for (const alert of alerts) {
    if (known.has(alert.id)) continue;
    if (mustShow(alert) || (!stormy && known.size + cards.length < burst)) cards.push(alert.id);
    else more.push(alert);
  }
  return { cards, more };
}

/** What goes on once these got cards and these were folded; a storm begins where none goes on. */
export function moved(traffic: Traffic, cards: readonly string[], folded: readonly Folded[], at: Burst): Traffic {
  const { now } = at;
  const granted = [...lately(traffic.granted, now), ...cards.map((id) => ({ effectId: id, at: now }))];
  const next = { ...traffic, version: traffic.version + 1, granted };
  const [first] = folded;
  if (first === undefined) return next;
  const goingOn = isStormy(traffic, at) ? traffic.storm : undefined;
  const storm: Storm = goingOn ?? { id: first.caseId.replace(/^case_/, "storm_"), total: 0, shown: 0, shownAt: now, lately: [] };
  return {
    ...next,
    pending: folded.map(({ effectId: id }) => id),
    storm: { ...storm, total: storm.total + folded.length, lately: [...lately(storm.lately, now), { at: now, count: folded.length }] },
  };
}

/** What goes on once the storm's card says so much and everything that was folded is settled. */
export function showing(traffic: Traffic, shown: number, now: string): Traffic {
  const { storm, ...rest } = traffic;
  return { ...rest, version: traffic.version + 1, pending: [], ...(storm === undefined ? {} : { storm: { ...storm, shown, shownAt: now } }) };
}

/** Whether an alert is the first of its case, so that a card comes of it; later ones are lines in its thread. */
export function opensCard({ kind, responseId, caseId }: Effect): boolean {
  return kind === "alert" && caseId?.replace(/r\d+$/, "").replace(/^case_/, "rsp_") === responseId;
}

/** What is critical is never folded, nor what somebody has asked for. */
function mustShow({ id, lane }: Effect): boolean {
  return lane?.rank === severityRank.critical || /^alert-(?:\d+-)?card$/.test(splitEffectId(id).name);
}

/** The card that somebody asks for of a case that was folded: one, however often they ask. */
export function cardOnRequest({ id, channel, responses: [opener = ""] }: Pick<Case, "id" | "channel" | "responses">, at: string): Effect {
  return { ...plannedAt(at, { id: effectId(opener, `alert-${revisionOf(id)}card`), kind: "alert" }), caseId: id, lane: { channel, rank: severityRank.critical } };
}

/** The card of a storm. It goes before what is critical: all that is folded is told by it alone. */
export function stormEffect(stormId: string, channel: string, at: string): Effect {
  return { ...plannedAt(at, { id: effectId(stormId, "storm"), kind: "storm" }), lane: { channel, rank: severityRank.critical } };
}

/** What the ledger says of an alert that was folded. */
export function foldedInto(stormId: string): string {
  return `folded into ${stormId}`;
}

/** The storm that one of a case's alerts was folded into. */
export function stormOf(alerts: readonly Effect[]): string | undefined {
  for (const { detail = "" } of alerts) {
    const [, stormId] = /^folded into (storm_\S+)$/.exec(detail) ?? [];
    if (stormId !== undefined) return stormId;
  }
  return undefined;
}

/** What the thread of a storm is told: that time runs out for its cases, and whom that is meant for. */
export type StormTold = {
  readonly step: Step;
  /** A Slack id, or `here` for whoever is in the channel. */
  readonly meant: string | undefined;
};

/** The line in a storm's thread: one for each step and whom it is meant for, however many cases come to it. */
export function stormStep(stormId: string, { step, meant }: StormTold, channel: string, at: string): Effect {
  const id = effectId(stormId, ["storm", step, ...(meant === undefined ? [] : [meant])].join("-"));
  return { ...plannedAt(at, { id, kind: "storm" }), lane: { channel, rank: severityRank.high } };
}

/** What a line in a storm's thread tells; undefined of its card. */
export function stormTold({ id }: Effect): { readonly step: string; readonly meant: string | undefined } | undefined {
  const [, step, meant] = splitEffectId(id).name.split("-");
  return step === undefined ? undefined : { step, meant };
}
