/**
 * Items to domain values and back. Only this product writes its table, so an item is told by its `type`
 * and then taken at its word; an item that is not what it should be is refused, never half-read.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Account } from "../../domain/account.ts";
import { type Case, ownerOf } from "../../domain/case.ts";
import type { Entry } from "../../domain/book.ts";
import type { Suppression } from "../../domain/suppression.ts";
import { normaliseEmail, personOf } from "../../domain/respondent.ts";
import type { Response, ResponseBody, Revision } from "../../domain/response.ts";
import type { ApiKey } from "../../ports.ts";
import { laneOf } from "./table.ts";

/** An item as the document client gives it. */
export type Item = Readonly<Record<string, unknown>>;

/** The table holds something this version cannot read. */
export class UnreadableItem extends Error {
  override readonly name = "UnreadableItem";
}

/** Where an item stands. */
export type Key = { readonly pk: string; readonly sk: string };

/** The partition of an index's newest-first list of one thing. */
export const partition = {
  person: (key: string) => `person#${key}`,
  account: (id: string) => `account#${id}`,
  responses: (lane: number) => `responses#${lane}`,
  due: (lane: number) => `due#${lane}`,
  lane: (channel: string) => `lane#${channel}`,
  cases: (lane: number) => `cases#${lane}`,
  unresolved: (lane: number) => `unresolved#${lane}`,
  owned: (name: string) => `owned#${normaliseEmail(name)}`,
} as const;

/** Where the unresolved cases of an account stand: in one lane, behind this prefix, which no other account's begins with. */
export function unresolvedOf(account: string): { readonly partition: string; readonly prefix: string } {
  return { partition: partition.unresolved(laneOf(account)), prefix: `${JSON.stringify(account)}#` };
}

/** Fields that belong to the table, not to the value. */
function withoutKeys(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !/^(?:pk|sk|type|gsi\dpk|gsi\dsk|expires|version)$/.test(name)));
}

function expectType(item: Item, type: string): void {
  if (item["type"] !== type) throw new UnreadableItem(`expected an item of type ${type}, found ${String(item["type"])}`);
}

export function responseKey(id: string): Key {
  return { pk: id, sk: "response" };
}

/** Where a response stands in a list by time. Two of one millisecond are told apart by the end of their ids. */
export function positionOf({ submittedAt, id }: Pick<Response, "submittedAt" | "id">): string {
  return `${submittedAt}#${id.slice(-12)}`;
}

/**
 * A response beside the index entries that its lists need; the body as text, because any JSON must survive.
 * Every kilobyte of it costs a write unit, so nothing is in it twice: the time of submission is read off its
 * position, and a single revision off the response.
 */
export function encodeResponse(response: Response): Item {
  const { id, body, revisions, submittedAt: _, counted, ...rest } = response;
  const [first, ...more] = revisions;
  const position = positionOf(response);
  return {
    ...responseKey(id),
    type: "response",
    ...rest,
    body: JSON.stringify(body),
    ...(more.length === 0
      ? { digest: first?.digest, key: first?.key }
      : // Replaced bodies are items of their own: all of them here would outgrow what an item may hold.
        { revisions: revisions.map(({ body: _, ...revision }) => revision) }),
    ...(counted === undefined ? {} : { day: counted.day, mrr: counted.mrr }),
    ...(counted === undefined || Object.keys(counted.declared).length === 0 ? {} : { declared: counted.declared }),
    gsi1pk: partition.person(personOf(body.respondent)),
    gsi1sk: position,
    ...(body.account === undefined ? {} : { gsi2pk: partition.account(body.account.id), gsi2sk: position }),
    gsi3pk: partition.responses(laneOf(id)),
  };
}

export function decodeResponse(item: Item): Response {
  expectType(item, "response");
  const { pk: id, source, revision, band, receivedAt, digest, key, revisions, day, declared = {}, mrr, quiet, about, book, gsi1sk: position } = item as unknown as StoredResponse;
  if (typeof item["body"] !== "string" || typeof position !== "string" || (typeof digest !== "string" && !Array.isArray(revisions))) {
    throw new UnreadableItem("a response without body, position or revisions");
  }
  const body = JSON.parse(item["body"]) as ResponseBody;
  const only = { revision, digest: digest ?? "", band, score: body.score, receivedAt, ...(key === undefined ? {} : { key }) };
  return {
    id,
    source,
    revision,
    band,
    submittedAt: position.slice(0, position.indexOf("#")),
    receivedAt,
    body,
    revisions: revisions ?? [only],
    ...(day === undefined ? {} : { counted: { day, declared, ...(mrr === undefined ? {} : { mrr }) } }),
    ...(quiet === undefined ? {} : { quiet }),
    ...(about === undefined ? {} : { about }),
    ...(book === undefined ? {} : { book }),
  };
}

type StoredResponse = Pick<Response, "source" | "revision" | "band" | "receivedAt" | "quiet" | "about" | "book"> & {
  readonly pk: string;
  readonly digest?: string;
  readonly key?: string;
  readonly revisions?: readonly Revision[];
  readonly day?: string;
  readonly declared?: Readonly<Record<string, string>>;
  readonly mrr?: number;
  readonly gsi1sk?: string;
};

/** The responses among items that an index led to: it may be a moment behind an erasure. */
export function decodeResponses(items: readonly Item[]): readonly Response[] {
  return items.filter(({ type }) => type !== "erased").map(decodeResponse);
}

/** What is left where something was erased: that it was, so that it does not come back, and what stays counted of it. */
export function encodeMark(key: Key, at: string, entry?: Entry): Item {
  const { contribution, receivedAt, book } = entry ?? {};
  return { ...key, type: "erased", at, contribution: contribution && JSON.stringify(contribution), receivedAt, book };
}

/** What a revision said that has been replaced. */
export function encodeReplaced(id: string, revision: number, body: ResponseBody): Item {
  return { pk: id, sk: `revision#${revision}`, type: "revision", revision, body: JSON.stringify(body) };
}

/** A response together with what its replaced revisions said. */
export function withHistory(response: Response, items: readonly Item[]): Response {
  const bodies = new Map(
    items.filter(({ type }) => type === "revision").map((item) => [item["revision"], JSON.parse(String(item["body"])) as ResponseBody]),
  );
  const revisions = response.revisions.map((revision) => {
    const body = bodies.get(revision.revision);
    return body === undefined ? revision : { ...revision, body };
  });
  return { ...response, revisions };
}

/** The two images of a stream record, as Lambda hands them over. */
export type Images = { readonly NewImage?: object | undefined; readonly OldImage?: object | undefined };

/** The response that a stream record tells of; throws UnreadableItem when it is something else. */
export function decodeResponseImage({ NewImage }: Images): Response {
  return decodeResponse(plainImage(NewImage));
}

/** An image of a stream record as an item. */
export function plainImage(image: object = {}): Item {
  return unmarshall(image as Record<string, AttributeValue>);
}

/** An item that came back with a failed condition, which the SDK leaves in wire form. */
export function plainItem(item: Record<string, AttributeValue>): Item {
  return unmarshall(item);
}

export function caseKey(id: string): Key {
  return { pk: id, sk: "case" };
}

export function encodeCase(value: Case): Item {
  const position = `${value.openedAt}#${value.id}`;
  const owner = ownerOf(value);
  const isCounted = !value.test && value.state !== "resolved";
  return {
    ...caseKey(value.id),
    type: "case",
    ...value,
    ...(value.test ? {} : { gsi1pk: partition.cases(laneOf(value.id)), gsi1sk: position }),
    ...(isCounted && value.account !== undefined ? unresolvedEntry(value.account.id, position) : {}),
    ...(isCounted && owner !== undefined ? { gsi3pk: partition.owned(owner.slackUserId ?? owner.email ?? "") } : {}),
  };
}

/** One entry for two questions: what of an account is unresolved, and what of any. */
function unresolvedEntry(account: string, position: string): Item {
  const { partition: gsi2pk, prefix } = unresolvedOf(account);
  return { gsi2pk, gsi2sk: `${prefix}${position}` };
}

export function decodeCase(item: Item): Case {
  expectType(item, "case");
  return withoutKeys(item) as Case;
}

export function decodeAccount(item: Item): Account {
  expectType(item, "account");
  return withoutKeys(item) as Account;
}

export function decodeApiKey(item: Item): ApiKey {
  expectType(item, "api-key");
  return withoutKeys(item) as ApiKey;
}

export function decodeSuppression(item: Item): Suppression {
  expectType(item, "suppression");
  return { reason: item["reason"] as Suppression["reason"], at: item["at"] as string };
}
