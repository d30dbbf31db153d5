import type { Effect, EffectKind } from "../../shared/domain/effect.ts";
import type { Response } from "../../shared/domain/response.ts";
import type { FoundResponse } from "../../shared/ports.ts";

/** A response as the API shows it: the body's fields at top level, and what became of it. */
export function presentResponse({ response, effects, caseId }: Partial<FoundResponse> & { response: Response }) {
  const { body, revisions, ...rest } = response;
  return {
    ...body,
    channel: body.channel ?? "other",
    ...(body.id === undefined ? {} : { senderId: body.id }),
    id: rest.id,
    source: rest.source,
    ...(rest.about === undefined ? {} : { about: rest.about }),
    band: rest.band,
    revision: rest.revision,
    submittedAt: body.submittedAt ?? rest.submittedAt,
    receivedAt: rest.receivedAt,
    revisions: revisions.map(({ revision, band, score, receivedAt, body: replaced }) => {
      const comment = revision === rest.revision ? body.comment : replaced?.comment;
      return { revision, band, score, receivedAt, ...(comment === undefined ? {} : { comment }) };
    }),
    ...(caseId === undefined ? {} : { caseId }),
    ...(effects === undefined ? {} : { effects: effects.filter(isListed).map(presentEffect) }),
  };
}

/** What is told of a case is part of the case's timeline, and an erasure of nothing that is shown. */
const unlisted: readonly EffectKind[] = ["note", "nudge", "reply", "recovery", "erase", "storm", "draft", "verdict", "digest"];

function isListed({ kind }: Effect): boolean {
  return !unlisted.includes(kind);
}

function presentEffect({ id, kind, state, at, attempts, detail }: Effect) {
  return { id, kind, state, at, attempts, detail: detail ?? null };
}
