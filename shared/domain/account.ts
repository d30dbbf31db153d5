import type { AccountFields } from "./response.ts";

/** A value and the moment it was true; `null` says that it was taken away. */
type Stamped<T> = { readonly value: T | null; readonly asOf: string };

/** Money is one fact: an amount without its currency would be guessed. */
export type Money = { readonly amount: number; readonly currency?: string };
/** The CSM who is responsible: by Slack id, by address, or both. */
export type Owner = NonNullable<AccountFields["owner"]>;

/**
 * A directory entry: each fact with its own time, so that entries merge the same way in whatever
 * order they arrive.
 */
export type Account = {
  readonly id: string;
  readonly name?: Stamped<string>;
  readonly plan?: Stamped<string>;
  readonly mrr?: Stamped<Money>;
  readonly renewsOn?: Stamped<string>;
  readonly owner?: Stamped<Owner>;
};

/** What is known of an account right now, without the times. */
export type AccountView = {
  readonly id: string;
  readonly name?: string;
  readonly plan?: string;
  readonly mrr?: Money;
  readonly renewsOn?: string;
  readonly owner?: Owner;
};

/**
 * The facts a response carries about its account.
 *
 * @param asOf the response's `submittedAt`, ISO 8601, UTC; what follows it orders facts of the same moment
 */
export function observedAccount(id: string, fields: AccountFields, asOf: string): Account {
  return stamp(id, fields, asOf, false);
}

/** The facts of a `PUT`: it replaces the whole entry, so what it leaves out is taken away. */
export function writtenAccount(id: string, fields: AccountFields, asOf: string): Account {
  return stamp(id, fields, asOf, true);
}

function stamp(id: string, fields: AccountFields, asOf: string, whole: boolean): Account {
  const fact = <T>(value: T | undefined): Stamped<T> | undefined =>
    value === undefined ? (whole ? { value: null, asOf } : undefined) : { value, asOf };
  const { name, plan, mrr, currency, renewsOn, owner } = fields;
  const money = mrr === undefined ? undefined : { amount: mrr, ...(currency === undefined ? {} : { currency }) };
  return dropUndefined({
    id,
    name: fact(name),
    plan: fact(plan),
    mrr: fact(money),
    renewsOn: fact(renewsOn),
    owner: fact(owner),
  });
}

/** The newer fact of each pair. Commutative, associative and idempotent (two facts of one moment: by their text). */
export function mergeAccounts(a: Account, b: Account): Account {
  return dropUndefined({
    id: a.id,
    name: newer(a.name, b.name),
    plan: newer(a.plan, b.plan),
    mrr: newer(a.mrr, b.mrr),
    renewsOn: newer(a.renewsOn, b.renewsOn),
    owner: newer(a.owner, b.owner),
  });
}

function newer<T>(a: Stamped<T> | undefined, b: Stamped<T> | undefined): Stamped<T> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.asOf !== b.asOf) return a.asOf > b.asOf ? a : b;
  return textOf(a.value) >= textOf(b.value) ? a : b;
}

/** The same for the same fact, in whatever order a store gives its members back. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null ? Object.fromEntries(Object.entries(member).sort()) : member,
  );
}

/** The account as people see it. */
export function viewAccount(account: Account): AccountView {
  return dropUndefined({
    id: account.id,
    name: account.name?.value ?? undefined,
    plan: account.plan?.value ?? undefined,
    mrr: account.mrr?.value ?? undefined,
    renewsOn: account.renewsOn?.value ?? undefined,
    owner: account.owner?.value ?? undefined,
  });
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function dropUndefined<T extends { id: string }>(value: T): Defined<T>;
function dropUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/**
 * An amount in the policy's currency, or undefined when its rate is not known: an unknown currency
 * is said, not guessed. An amount without a currency is taken to be in the policy's.
 *
 * @param rates units of the policy's currency for one unit of the other
 */
export function inCurrency(
  money: Money,
  currency: string,
  rates: Readonly<Record<string, number>>,
): number | undefined {
  if (money.currency === undefined || money.currency === currency) return money.amount;
  const rate = rates[money.currency];
  return rate === undefined ? undefined : money.amount * rate;
}

/** An account as the API takes and shows it: money as two fields. */
export function presentAccount({ mrr, ...rest }: AccountView) {
  return { ...rest, ...(mrr === undefined ? {} : { mrr: mrr.amount, ...(mrr.currency && { currency: mrr.currency }) }) };
}
