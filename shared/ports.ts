/**
 * Every outside need of the product, on one page. Functions are written against these roles;
 * `shared/adapters` implements them, one folder a technology.
 *
 * Times are ISO 8601 in UTC unless a name ends in `Ms`. Whatever is not a named result is thrown.
 */
import type { Account } from "./domain/account.ts";
import type { ApiKey, Scope } from "./domain/api-key.ts";
import type { Case } from "./domain/case.ts";
import type { Look } from "./domain/case-clock.ts";
import type { Counting } from "./domain/contribution.ts";
import type { CountName } from "./domain/count-name.ts";
import type { CancelReason, DeliveryReceipt, Effect } from "./domain/effect.ts";
import type { Metric } from "./domain/metric.ts";
import type { CaseQuery, ResponseQuery } from "./domain/list-query.ts";
import type { History, Plan } from "./domain/plan.ts";
import type { PersonKey } from "./domain/respondent.ts";
import type { Response } from "./domain/response.ts";
import type { ChatMessage, LookUp, Mail, Member, Posting, SendOutcome } from "./domain/sending.ts";
import type { Folded, Traffic } from "./domain/storm.ts";
import type { RewardPromise } from "./domain/reward-stock.ts";
import type { Suppression, SuppressionReason } from "./domain/suppression.ts";
import type { Tally } from "./domain/tally.ts";
import type { CaseChange } from "./domain/work-case.ts";
import type { FollowUpTask, WakeUp } from "./domain/work-message.ts";

/** What time it is. */
export type Clock = { now(): Date };

/** A page of a list; `cursor` is there when more may follow. */
export type Page<T> = { readonly items: readonly T[]; readonly cursor?: string };
/** What a list says to a cursor that is none of its own. */
export type ForeignCursor = "foreign cursor";

/** What a conditional insert found in its place. */
export type Insertion =
  | { readonly kind: "inserted" }
  | { readonly kind: "exists"; readonly response: Response }
  /** The place is held by an idempotency key that came with content of this digest. */
  | { readonly kind: "key"; readonly digest: string }
  /** What stood there was erased. */
  | { readonly kind: "erased" };

/** Responses as they were accepted: written by the sender's posts and by nothing else. */
export type Responses = {
  /** One conditional put: durable when it answers, and a repeat costs no read. */
  insert(response: Response): Promise<Insertion>;
  /** Puts the next revision in the place of the one before it, unless somebody else was quicker. */
  revise(response: Response): Promise<Insertion>;
  /** Ties an idempotency key (by its place) to content; says what it was tied to before. */
  claimKey(place: string, digest: string): Promise<{ readonly kind: "claimed" | "erased" } | { readonly kind: "tied"; readonly digest: string }>;
  /** A response with the state of everything that happens because of it. */
  find(id: string): Promise<FoundResponse | undefined>;
  /** Listed responses, in their order, each as {@link Responses.find} has it but without its history. */
  withEffects(responses: readonly Response[]): Promise<readonly FoundResponse[]>;
  /** Whether what is not found was erased. */
  isErased(id: string): Promise<boolean>;
  list(query: ResponseQuery): Promise<Page<Response> | ForeignCursor>;
  /** Brings a response, as it now is, to everybody who is told of responses; answers false when there is none. */
  touch(id: string, at: string): Promise<boolean>;
};

export type FoundResponse = {
  readonly response: Response;
  readonly effects: readonly Effect[];
  readonly caseId?: string;
};

/** What is known around a response when it is planned. */
export type Histories = {
  of(response: Response): Promise<Omit<History, "account">>;
};

/** Whether a plan was written: `stale` says that the history it was made from has changed. */
export type Commitment = "committed" | "already" | "stale";

/** Plans as written down, once a revision: the effects, and what happens to a case. */
export type Plans = {
  commit(plan: Plan, response: Response, history: History): Promise<Commitment>;
};

/** "At most one of these in this time": a place that one effect holds. */
export type Slot = { readonly key: string; readonly until: string };

/** What came of trying to begin a send. */
export type Taking =
  | { readonly kind: "taken"; readonly effects: readonly Effect[] }
  /** Another effect holds this slot. */
  | { readonly kind: "slot taken"; readonly slot: string }
  /** What was to be promised is another's by now. */
  | { readonly kind: "promise gone" } /** Somebody else moved the effect first. */ | { readonly kind: "lost" };

/**
 * The record of every effect's state; only its rules move an effect.
 *
 * Effects that settle together are given together. Every move names the attempt it belongs to, so that
 * a sender whose lease ran out cannot undo what happened since: such a move answers false and is nothing.
 */
export type Ledger = {
  find(id: string): Promise<Effect | undefined>;
  /** The effects of a response that are in the ledger, settled or not. */
  ofResponse(responseId: string): Promise<readonly Effect[]>;
  /** Begins a send: planned → sending, with a lease and the slots it needs, all or nothing. */
  take(effects: readonly Effect[], lease: Lease, slots?: readonly Slot[]): Promise<Taking>;
  /** sending → unknown: nobody knows what came of it; it is looked at again at `lookAt`. */
  doubt(effects: readonly Effect[], at: string, lookAt: string, detail: string): Promise<boolean>;
  /** → sent. */
  sent(effects: readonly Effect[], at: string, result: { receipt?: DeliveryReceipt; detail?: string }): Promise<boolean>;
  /** planned → sent, for what has arrived once it is taken up. */
  handOver(effect: Effect, at: string, detail?: string): Promise<boolean>;
  /** Adds an effect to what is planned for its response; false when it is there already, or the response is not. */
  add(effect: Effect): Promise<boolean>;
  /** → planned again: it certainly did not arrive, so the slots it held are free again. */
  release(effects: readonly Effect[], at: string, retryAt: string, detail: string, slots?: readonly Slot[]): Promise<boolean>;
  /** → failed; the slots it held are free again. */
  fail(effects: readonly Effect[], at: string, detail: string, slots?: readonly Slot[]): Promise<boolean>;
  /** planned → cancelled. */
  cancel(effects: readonly Effect[], at: string, reason: CancelReason): Promise<boolean>;
  /** Says more of effects that are sent, and moves nothing. */
  remark(effects: readonly Effect[], detail: string): Promise<boolean>;
  /** Puts off the next look at an effect that has just been queued again; what has come to wait for longer meanwhile waits on. */
  postpone(effect: Effect, dueAt: string): Promise<boolean>;
  /** What somebody must look at now: effects, soonest first, and cases. At most `limit` responses' worth of it. */
  due(now: string, limit: number): Promise<{ readonly effects: readonly Effect[]; readonly looks: readonly Look[] }>;
  /** Unsettled effects in a channel's lane, most severe first. */
  waiting(channel: string, limit: number): Promise<readonly Effect[]>;
};

/** Who sends has `until` then; after that, what came of it is looked up: where it went `to`, if it must be asked there. A reward among the effects is promised by it. */
export type Lease = { readonly at: string; readonly until: string; readonly to?: string; readonly promise?: RewardPromise };

/** A case as it is read among others: nobody looks where it stands in the chat. */
export type CardlessCase = Omit<Case, "card">;

export type Cases = {
  find(id: string): Promise<Case | undefined>;
  /** Those of them that there are. */
  findAll(ids: readonly string[]): Promise<readonly CardlessCase[]>;
  list(query: CaseQuery): Promise<Page<CardlessCase> | ForeignCursor>;
  /** Unresolved cases about any account, whenever they were opened, without rehearsals; at most `limit`, in no order. */
  unresolvedOfAccounts(limit: number): Promise<readonly CardlessCase[]>;
  /** Unresolved cases of somebody by any of these names (Slack id, address), the oldest first. */
  owned(names: readonly string[], limit: number): Promise<readonly CardlessCase[]>;
  /** Writes a change with what is to happen because of it; false when the case, or its respondent, is not what was seen. */
  record(change: CaseChange): Promise<boolean>;
  /** Says when to look again, or not at all, at what was looked at. */
  lookAgain(look: Look, at?: string): Promise<void>;
  /** How many unresolved cases an account has, this one left out. */
  countOpen(accountId: string, except: string): Promise<number>;
};

/** The account directory. */
export type Accounts = {
  find(id: string): Promise<Account | undefined>;
  /** Those of them that there are. */
  findAll(ids: readonly string[]): Promise<readonly Account[]>;
  /** Merges facts into an entry and answers what it now says. */
  merge(account: Account): Promise<Account>;
};

/** The tallies of one local day. */
export type DayTally = { readonly day: string; readonly value: string; readonly tally: Tally };

/** Rollups: every change of a response counted exactly once. */
export type Tallies = {
  /** Counts changes of one shard in their order, into the first book unless it is named; what has been counted of it is passed over, with whatever borders it comes again. */
  count(shard: string, countings: readonly Counting[], book?: number): Promise<void>;
  /** Tallies of a metric in the open book from `from` (inclusive) to `to` (exclusive), local days. Scope `*` is all surveys; dimension "" is no segment. */
  read(query: { metric: Metric; scope: string; dimension: string; from: string; to: string; book?: number }): Promise<readonly DayTally[]>;
};

export type ApiKeys = {
  find(id: string): Promise<ApiKey | undefined>;
  list(): Promise<readonly ApiKey[]>;
  create(key: ApiKey): Promise<void>;
  /** Answers false when there is no such key. */
  revoke(id: string, at: string): Promise<boolean>;
};

/** What goes on in channels, and the storms that alerts are folded into. */
export type Storms = {
  /** What is going on in a channel. */
  traffic(channel: string): Promise<Traffic>;
  /** Writes what goes on now, with what was folded by it and, when a storm begins, its card; false when somebody else was quicker. */
  record(traffic: Traffic, folded: readonly Folded[]): Promise<boolean>;
  /** Everything that a storm holds, in the order in which it was folded. */
  folded(stormId: string): Promise<readonly Folded[]>;
};

/** The work queues. Messages carry ids and no personal data. */
export type WorkQueues = {
  /** Wakes a channel's lane. */
  wake(wakeUps: readonly WakeUp[]): Promise<void>;
  /** Queues follow-ups, each not before its time (at most 15 minutes ahead). */
  followUp(tasks: readonly FollowUpTask[]): Promise<void>;
};

/** Records that could not be processed, set aside with their reason so that the rest goes on. */
export type Parking = {
  /** Notes a failed try and answers how many there have been, this one included. Forgotten in time, unless it is parked. */
  strike(record: ParkedRecord): Promise<number>;
  /** Sets a record aside that was struck, until somebody looks at it. */
  park(record: Pick<ParkedRecord, "consumer" | "key" | "at">): Promise<void>;
  /** What a consumer has set aside. */
  list(consumer: string): Promise<readonly (ParkedRecord & { readonly strikes: number })[]>;
  remove(record: Pick<ParkedRecord, "consumer" | "key">): Promise<void>;
};

/** `key` is the response's id and the record's sequence number, `rsp_…@…`. */
export type ParkedRecord = { readonly consumer: string; readonly key: string; readonly reason: string; readonly at: string };

/** The team's chat. */
export type Chat = {
  /** Posts once, marked with the effect's id. A channel that refuses is told apart: another one may take it. */
  post(posting: Posting): Promise<SendOutcome | { readonly kind: "channel refuses"; readonly reason: string }>;
  /** Replaces a message and keeps its mark; replacing it twice with the same content is harmless. */
  edit(card: { channel: string; ts: string; effectId: string }, message: ChatMessage): Promise<SendOutcome>;
  /** Whether the channel's history since `since` holds the effect's mark. */
  lookUp(query: { effectId: string; channel: string; since: string; threadTs?: string }): Promise<LookUp>;
  /** Tells one person something in a channel that nobody else sees. */
  whisper(to: { channel: string; user: string; threadTs?: string }, text: string): Promise<void>;
  /** Where a message can be read. */
  linkTo(place: { channel: string; ts: string }): Promise<string | undefined>;
  /** The Slack id of a member, by address; cached. */
  memberByEmail(email: string): Promise<string | undefined>;
  /** Who somebody is, if of this workspace; cached. */
  member(id: string): Promise<Member | undefined>;
  /** Whether a user group has a member; cached. */
  isIn(group: string, member: string): Promise<boolean>;
};

/** What the chat shows to one person: dialogs, and a page of their own. */
export type Views = {
  /** Answers false when the person has waited too long for it: a trigger lives three seconds. */
  open(triggerId: string, view: object): Promise<boolean>;
  /** Puts a view in the place of a dialog; answers false when that is closed. */
  update(viewId: string, view: object): Promise<boolean>;
  showHome(user: string, view: object): Promise<void>;
};

/** The customer's mail. */
export type Mailer = {
  send(mail: Mail): Promise<SendOutcome>;
  lookUp(query: { effectId: string; since: string }): Promise<LookUp>;
};

/** Addresses that are not written to any more, by pseudonym: the addresses themselves are not kept. */
export type Suppressions = {
  find(pseudonym: string): Promise<Suppression | undefined>;
  /** Of several reasons the first of `suppressionReasons` stays, whichever was said first. */
  add(pseudonym: string, reason: SuppressionReason, at: string): Promise<void>;
  remove(pseudonym: string): Promise<void>;
};

/** Who was erased: by pseudonym, so that they are known again and not known otherwise. */
export type Erasures = {
  add(people: readonly PersonKey[], at: string): Promise<void>;
  /** Whether any of them was erased. The answer may be a second old, unless it is to be of now. */
  includes(people: readonly PersonKey[], asOf?: "now"): Promise<boolean>;
};

/** What is held about a person. Every call may be repeated, and goes on where it stopped. */
export type Traces = {
  /** Every key somebody is known by, those given first, and the ids of their responses. */
  of(people: readonly PersonKey[]): Promise<{ readonly people: readonly PersonKey[]; readonly responses: readonly string[] }>;
  /** Leaves a mark where a response was, and takes its person out of its case; answers what takes back what was sent. */
  eraseResponse(id: string, at: string): Promise<readonly Effect[]>;
  /** Forgets the keys themselves, and these slots (by `key`). */
  eraseKeys(people: readonly PersonKey[], slots: readonly string[]): Promise<void>;
};

/** What the operator must hear about; ids and reasons, no personal data. */
export type Log = {
  info(event: string, details?: Readonly<Record<string, unknown>>): void;
  warn(event: string, details?: Readonly<Record<string, unknown>>): void;
  error(event: string, error: unknown, details?: Readonly<Record<string, unknown>>): void;
};

/** Numbers for the operator; no ids, no personal data. */
export type Metrics = {
  /** @param dimensions what it is told apart by; by function when absent */
  count(name: CountName, n?: number, dimensions?: Readonly<Record<string, string>>): void;
  /** `TimeToAlert`: from the arrival of a response to its alert in Slack. */
  milliseconds(name: "TimeToAlert", ms: number): void;
};

/** Private text as something that can be a key: one way, the same each time. */
export type Digest = (text: string) => string;

export type { ApiKey, ChatMessage, Counting, FollowUpTask, LookUp, Mail, Member, PersonKey, Posting, Scope, SendOutcome, WakeUp };
