import type { AccountView } from "./account.ts";
import { type Case, type TimelineEntry, endOfSnooze } from "./case.ts";
import { awake, nextRinging, targetsFrom } from "./case-clock.ts";
import type { CancelReason, Effect } from "./effect.ts";
import type { Band, Metric } from "./metric.ts";
import { type CasePlan, subjectOf } from "./case-plan.ts";
import { type Cancellation, planMessages, withdrawn } from "./plan-messages.ts";
import { arrivedAt, cancelled, nameFor, planned } from "./planned-effect.ts";
import type { Policy } from "./policy.ts";
import type { PersonKey } from "./respondent.ts";
import { type Response, needsPerson } from "./response.ts";
import { channelFor } from "./routing.ts";
import { type Severity, judge, severityRank } from "./severity.ts";

/** An earlier answer of the same respondent, as far as urgency depends on it. */
export type EarlierResponse = {
  readonly id: string;
  readonly metric: Metric;
  readonly score: number;
  readonly band: Band;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
};

/** What was known when a response (or a correction of it) arrived. */
export type History = {
  /** The respondent, aliases resolved. */
  readonly person: PersonKey;
  /** Every key the respondent is known by, `person` first. */
  readonly keys: readonly PersonKey[];
  /** An address that is seen beside the respondent's id for the first time, and joins it. */
  readonly newAlias?: PersonKey;
  readonly account?: AccountView;
  /** The respondent's unresolved case, if there is one. */
  readonly openCase?: Case;
  /** The case the respondent's last one was, which is resolved: another one may be opened in its place. */
  readonly closedCase?: string;
  /** The case this response already belongs to, whatever its state. */
  readonly ownCase?: CaseKey & Pick<Case, "state">;
  /** The case that the response tells the end of, if it answers a question of ours and the case is there. */
  readonly about?: CaseKey;
  /** Newest first, without this response. */
  readonly earlier: readonly EarlierResponse[];
  /** The effects that an earlier revision has put in the ledger. */
  readonly effects: readonly Effect[];
  /** Why this address may not be written to, if so. */
  readonly suppressed?: CancelReason;
};

/** Everything that must happen because of one revision of one response. */
export type Plan = {
  readonly responseId: string;
  readonly revision: number;
  readonly case?: CasePlan;
  /** The case whose customer says how it ended. */
  readonly answered?: { readonly caseId: string; readonly entry: TimelineEntry };
  /** To be written to the ledger; a cancelled one is settled as it is written. */
  readonly effects: readonly Effect[];
  /** Effects of an earlier revision that must no longer happen, if they have not begun. */
  readonly cancel: readonly Cancellation[];
};

/**
 * Decides what must happen because of a response: pure, so that planning twice is planning once.
 * Ids are deterministic and times come from the response itself.
 */
export function plan(response: Response, history: History, policy: Policy): Plan {
  const attention = planAttention(response, history, policy);
  const caseId = history.ownCase?.id ?? attention.effects.find((effect) => effect.caseId !== undefined)?.caseId;
  const messages = planMessages(response, history, policy);
  const last = history.about === undefined || history.about.id === subjectOf(attention.case) ? undefined : lastWord(response, history.about);
  return {
    responseId: response.id,
    revision: response.revision,
    ...(attention.case === undefined ? {} : { case: attention.case }),
    ...(last === undefined ? {} : { answered: last.answered }),
    effects: [
      ...attention.effects,
      ...(last === undefined ? [] : [last.note]),
      ...messages.map((message) => (caseId === undefined ? message : { ...message, caseId })),
    ],
    cancel: withdrawn(response, history, policy),
  };
}

/** What the customer says of how their case ended stands in its history and its thread, and changes nothing else about it. */
function lastWord(response: Response, { id: caseId, channel, severity }: CaseKey): { readonly answered: NonNullable<Plan["answered"]>; readonly note: Effect } {
  const entry: TimelineEntry = { ...entryOf(response, "recovery"), band: response.band, score: response.body.score };
  const note = { ...planned(response, "note", `answer${response.revision}`), caseId, lane: { channel, rank: severityRank[severity] } };
  return { answered: { caseId, entry }, note };
}

type Attention = { readonly case?: CasePlan; readonly effects: readonly Effect[] };

/** What people must see: an alert and a task, or a line in the thread of a case that exists. */
function planAttention(response: Response, history: History, policy: Policy): Attention {
  if (history.ownCase !== undefined && !opensAnew(response, history.ownCase)) return noteCorrection(response, history, history.ownCase);
  if (!needsPerson(response)) return { effects: [] };
  if (response.body.backfill === true) {
    return { effects: [cancelled(response, "alert", "backfill"), cancelled(response, "task", "backfill")] };
  }
  return history.openCase === undefined
    ? openCase(response, history, policy)
    : joinCase(response, history, history.openCase, policy);
}

/** Who says again that it is not right, on our own page, is not told off to a case that is closed. */
function opensAnew(response: Response, { state }: Pick<Case, "state">): boolean {
  return response.about !== undefined && state === "resolved" && needsPerson(response);
}

function noteCorrection(response: Response, history: History, { id, channel, severity }: CaseKey): Attention {
  if (response.revision === 1) return { effects: [] };
  const before = response.revisions.at(-2);
  const entry: TimelineEntry = {
    ...entryOf(response, "correction"),
    band: response.band,
    score: response.body.score,
    ...(before === undefined ? {} : { bandBefore: before.band, scoreBefore: before.score }),
  };
  const lane = { channel, rank: severityRank[severity] };
  return {
    case: { do: "note", caseId: id, entry },
    effects: [
      { ...planned(response, "note", `note${response.revision}`), caseId: id, lane },
      // What was cancelled as it was planned is known from the newest plan only.
      ...(response.body.test === true ? [cancelled(response, "task", "test", nameFor("task", response, history))] : []),
    ],
  };
}

function openCase(response: Response, history: History, policy: Policy): Attention {
  const { body } = response;
  const urgency = urgencyOf(response, history, policy);
  const previous = previousOf(response, history);
  const { id, email, name, locale } = body.respondent;
  const opened: Case = {
    id: caseIdFor(response),
    state: "open",
    ...urgency,
    respondent: {
      key: history.person,
      ...(id === undefined ? {} : { id }),
      ...(email === undefined ? {} : { email }),
      ...(name === undefined ? {} : { name }),
      ...(locale === undefined ? {} : { locale }),
    },
    ...(history.account === undefined ? {} : { account: history.account }),
    ...(previous === undefined ? {} : { previousScore: previous.score }),
    responses: [response.id],
    openedAt: arrivedAt(response),
    timeline: [entryOf(response, "open")],
    channel: channelFor(response, urgency.severity, policy),
    test: body.test === true,
  };
  return { case: { do: "open", case: opened, ...lookOf(opened, policy) }, effects: attentionEffects(response, history, opened) };
}

/** How urgent the answer is by itself: why, and by when a person is to have dealt with it. */
function urgencyOf(response: Response, history: History, policy: Policy): Urgency {
  const now = Date.parse(arrivedAt(response));
  const previous = previousOf(response, history);
  const lastDetractor = history.earlier.find((earlier) => earlier.band === "detractor");
  const { metric, score, contactMe } = response.body;
  const facts = {
    metric,
    score,
    contactMe: contactMe === true,
    now,
    ...(history.account === undefined ? {} : { account: history.account }),
    ...(previous === undefined ? {} : { previousScore: previous.score }),
    ...(lastDetractor === undefined ? {} : { lastDetractorAt: Date.parse(lastDetractor.submittedAt) }),
  };
  const { severity, reasons } = judge(policy.severity, facts, policy);
  return { severity, reasons, due: targetsFrom(now, severity, policy) };
}

function previousOf({ body }: Response, { earlier }: History): EarlierResponse | undefined {
  return earlier.find(({ metric }) => metric === body.metric);
}

/**
 * The newest answer is what a case shows, with the score before it and with what is known of its account. A case keeps the
 * account it is about, unless the answer makes it more urgent: its severity must fit what stands beside it.
 */
function joinCase(response: Response, history: History, existing: Case, policy: Policy): Attention {
  const { previousScore: _, ...roused } = awake(existing, arrivedAt(response), policy);
  const entry = { ...entryOf(response, "join"), score: response.body.score, band: response.band, ...endOfSnooze(existing, roused) };
  const found = urgencyOf(response, history, policy);
  const previous = previousOf(response, history);
  const isSame = roused.account === undefined || roused.account.id === history.account?.id;
  const isWorse = severityRank[found.severity] < severityRank[roused.severity];
  const after: Case = {
    ...roused,
    ...moreUrgent(roused, found),
    ...(history.account !== undefined && (isSame || isWorse) ? { account: history.account } : {}),
    ...(previous === undefined ? {} : { previousScore: previous.score }),
    responses: [...roused.responses, response.id],
    timeline: [...roused.timeline, entry],
  };
  const join = { do: "join", before: existing, after, entry, ...lookOf(after, policy) } as const;
  return { case: join, effects: attentionEffects(response, history, after, existing.severity) };
}

function lookOf(subject: Case, policy: Policy): { readonly lookAt?: string } {
  const next = nextRinging(subject, policy);
  return next === undefined ? {} : { lookAt: next.at };
}

/** A worse answer makes a case more urgent and its targets nearer; a better one changes neither. The reasons are those of every answer. */
function moreUrgent({ severity, reasons, due }: Urgency, found: Urgency): Urgency {
  const all = [...new Set([...reasons, ...found.reasons])];
  if (severityRank[found.severity] >= severityRank[severity]) return { severity, reasons: all, due };
  const sooner = (a: string, b: string) => (a < b ? a : b);
  return {
    severity: found.severity,
    reasons: all,
    due: {
      acknowledgeBy: sooner(due.acknowledgeBy, found.due.acknowledgeBy),
      resolveBy: sooner(due.resolveBy, found.due.resolveBy),
    },
  };
}

type CaseKey = Pick<Case, "id" | "channel" | "severity">;
type Urgency = Pick<Case, "severity" | "reasons" | "due">;

/** @param before how urgent the case was before this answer, if it was there */
function attentionEffects(response: Response, history: History, { id: caseId, channel, severity }: CaseKey, before?: Severity): Effect[] {
  const alert = planned(response, "alert", nameFor("alert", response, history));
  const task = nameFor("task", response, history);
  const lane = { channel, rank: severityRank[severity] };
  const isAlarming = severity === "critical" && before !== "critical" && response.body.test !== true;
  return [
    { ...alert, caseId, lane },
    ...(isAlarming ? [{ ...planned(response, "nudge", nameFor("nudge", response, history)), caseId, lane }] : []),
    response.body.test === true
      ? cancelled(response, "task", "test", task)
      : { ...planned(response, "task", task), caseId },
  ];
}

function entryOf(response: Response, type: "open" | "join" | "correction" | "recovery"): TimelineEntry {
  return { type, at: arrivedAt(response), actor: "afterscore", source: "pipeline", responseId: response.id };
}

/** The id of the case a response opens: deterministic, and its own for a later revision. */
function caseIdFor({ id, revision }: Response): string {
  const opened = id.replace(/^rsp_/, "case_");
  return revision === 1 ? opened : `${opened}r${revision}`;
}
