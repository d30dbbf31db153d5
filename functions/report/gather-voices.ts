import { isBlank } from "../../shared/chat/comment.ts";
import type { Metric } from "../../shared/domain/metric.ts";
import type { Response } from "../../shared/domain/response.ts";
import type { Responses } from "../../shared/ports.ts";
import type { Voice } from "./digest-view.ts";

/** How many promoters' answers are looked through for words, the newest first, and how many are kept to choose from. */
const mostAnswers = 1_000;
const pageOfAnswers = 200;
const enough = 3;

/** Which answers may speak. */
export type VoicesQuery = { readonly metric: Metric; readonly survey?: string; /** Milliseconds since the epoch; `to` is exclusive. */ readonly from: number; readonly to: number };

/** What promoters wrote of late: the newest words of each account, of three at most. */
export async function gatherVoices(responses: Pick<Responses, "list">, { metric, survey, from, to }: VoicesQuery): Promise<readonly Voice[]> {
  const spoken = new Map<string, Voice>();
  const query = { metric, band: "promoter" as const, from: iso(from), to: iso(to), limit: pageOfAnswers, ...(survey === undefined ? {} : { survey }) };
  let cursor: string | undefined;
  for (let read = 0; read < mostAnswers && spoken.size < enough; read += pageOfAnswers) {
    const page = await responses.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    if (page === "foreign cursor") throw new Error("the list of responses does not know its own cursor");
    for (const response of page.items) {
      const voice = voiceOf(response);
      const by = response.body.account?.id ?? response.id;
      if (voice !== undefined && !spoken.has(by) && spoken.size < enough) spoken.set(by, voice);
    }
    ({ cursor } = page);
    if (cursor === undefined) break;
  }
  return [...spoken.values()];
}

function voiceOf({ id, body: { comment, test, account } }: Response): Voice | undefined {
  if (test === true || isBlank(comment)) return undefined;
  const name = account?.name ?? account?.id;
  return { responseId: id, comment, ...(name === undefined ? {} : { account: name }) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
