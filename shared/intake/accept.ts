import { canonicalJson, type Json } from "../domain/canonical-json.ts";
import { countedBy } from "../domain/counting.ts";
import { classify } from "../domain/metric.ts";
import { quietly } from "../domain/plan-messages.ts";
import type { Policy } from "../domain/policy.ts";
import { keysIn } from "../domain/respondent.ts";
import { type Receipt, type Response, type ResponseBody, type Revision, receiptOf } from "../domain/response.ts";
import type { Clock, Digest, Erasures, Responses } from "../ports.ts";

/** What accepting needs of the world. */
export type Accepting = {
  readonly responses: Responses;
  readonly erasures: Pick<Erasures, "includes">;
  readonly clock: Clock;
  readonly digest: Digest;
  /** A new identity for a response that brings none; unguessable. */
  readonly newIdentity: () => string;
  readonly policy: Policy;
};

/** A response as it was posted and found valid. */
export type Posted = {
  /** Whose ids and keys these are: the source of the API key. */
  readonly source: string;
  readonly body: ResponseBody;
  /** The JSON it was parsed from; equality is of what was sent, before defaults. */
  readonly json: Json;
  readonly idempotencyKey?: string;
  /** The case that it tells the end of, where it answers a question of ours. */
  readonly about?: string;
};

/** What became of it. */
export type Acceptance =
  | { readonly kind: "stored" | "replayed"; readonly receipt: Receipt }
  /** The key came before, with other content. */
  | { readonly kind: "mismatch" }
  /** The respondent was erased, or what had this identity was. */
  | { readonly kind: "erased" };

/**
 * Makes a response durable, once.
 *
 * Identity is the sender's id; without one the idempotency key; without both every post is new. The
 * response's item is its own idempotency record: one conditional put stores it or gives back what is
 * there, and then content decides. Content of any revision is a repeat of that revision, so a late
 * retry never undoes a correction; other content is a correction when the identity is an id, and a
 * mismatch when it is a key.
 */
export async function accept(needs: Accepting, posted: Posted): Promise<Acceptance> {
  const { responses, erasures, digest } = needs;
  const { body, source, idempotencyKey } = posted;
  if (await erasures.includes(keysIn(body.respondent))) return { kind: "erased" };
  const content = digest(canonicalJson(posted.json));
  const keyPlace = idempotencyKey === undefined ? undefined : placeOf(needs, "key", source, idempotencyKey);
  if (body.id !== undefined && keyPlace !== undefined) {
    const claim = await responses.claimKey(keyPlace, content);
    if (claim.kind === "erased") return { kind: "erased" };
    if (claim.kind === "tied" && claim.digest !== content) return { kind: "mismatch" };
  }
  const place =
    body.id === undefined ? (keyPlace ?? `rsp_${needs.newIdentity()}`) : placeOf(needs, "id", source, body.id);
  let candidate = firstRevision(needs, posted, place, content, keyPlace);
  let insertion = await responses.insert(candidate);
  for (;;) {
    if (insertion.kind === "inserted") return { kind: "stored", receipt: receiptOf(place, last(candidate)) };
    if (insertion.kind === "erased") return insertion;
    // The place of this key is held by a post that came with an id: other content in any case.
    if (insertion.kind === "key") return { kind: "mismatch" };
    const repeat = replay(insertion.response, content);
    if (repeat !== undefined) return repeat;
    if (body.id === undefined) return { kind: "mismatch" };
    candidate = nextRevision(needs, insertion.response, candidate);
    insertion = await responses.revise(candidate);
  }
}

/** The answer to content that is already here. */
function replay(response: Response, content: string): Acceptance | undefined {
  const known = response.revisions.find((revision) => revision.digest === content);
  return known && { kind: "replayed", receipt: receiptOf(response.id, known) };
}

/** The id of the response that a source posts under an id of its own. */
export function responseIdOf(digest: Digest, source: string, id: string): string {
  return placeOf({ digest }, "id", source, id);
}

function placeOf({ digest }: Pick<Accepting, "digest">, by: "id" | "key", source: string, value: string): string {
  return `rsp_${digest(JSON.stringify([by, source, value]))}`;
}

function firstRevision(
  { clock, policy }: Accepting,
  { source, body, about }: Posted,
  id: string,
  digest: string,
  key: string | undefined,
): Response {
  const receivedAt = clock.now().toISOString();
  const band = classify(body.metric, body.score, policy.bands);
  const revision: Revision = { revision: 1, digest, band, score: body.score, receivedAt, ...(key === undefined ? {} : { key }) };
  const submittedAt = body.submittedAt === undefined ? receivedAt : new Date(body.submittedAt).toISOString();
  return judged({ id, source, revision: 1, band, submittedAt, receivedAt, body, revisions: [revision], ...(about === undefined ? {} : { about }) }, policy);
}

/** With what the policy says of it by itself: its place in the scores, and whether anything else comes of it. */
function judged({ counted: _, quiet: __, ...response }: Response, policy: Policy): Response {
  const [counted, quiet] = [countedBy(response, policy), quietly(response, policy)];
  return { ...response, ...(counted === undefined ? {} : { counted }), ...(quiet === undefined ? {} : { quiet }) };
}

/** A correction replaces the whole body; only when it was submitted stays, unless said anew. */
function nextRevision({ policy }: Accepting, existing: Response, candidate: Response): Response {
  const revision = existing.revision + 1;
  const replaced = existing.revisions.map((known) =>
    known.revision === existing.revision ? { ...known, body: existing.body } : known,
  );
  const corrected = {
    ...candidate,
    revision,
    receivedAt: existing.receivedAt,
    ...(existing.book === undefined ? {} : { book: existing.book }),
    submittedAt: candidate.body.submittedAt === undefined ? existing.submittedAt : candidate.submittedAt,
    revisions: [...replaced, { ...last(candidate), revision }],
  };
  return judged(corrected, policy);
}

function last(response: Response): Revision {
  const revision = response.revisions.at(-1);
  if (revision === undefined) throw new Error(`response ${response.id} has no revision`);
  return revision;
}
