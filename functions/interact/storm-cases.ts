import type { ModalView } from "@slack/types";
import { queueEffects } from "../../shared/delivery/queue-effects.ts";
import type { Case } from "../../shared/domain/case.ts";
import { severityRank } from "../../shared/domain/severity.ts";
import { cardOnRequest } from "../../shared/domain/storm.ts";
import type { Interacting } from "./interacting.ts";
import { listed } from "./listed-cases.ts";
import type { ListShown, Origin } from "./origin.ts";
import { caseListView, mostInView } from "./views/case-list.ts";
import type { ListedCase } from "./views/case-rows.ts";

type Listing = Pick<Interacting, "storms" | "cases" | "responses" | "policy" | "clock">;

/** The cases of a storm as a modal, so many at a time, the most severe first; those that have no card can be given one. */
export async function stormList({ storms, cases, responses, policy, clock }: Listing, list: ListShown, { channel, ts }: Origin): Promise<ModalView> {
  const { stormId, from, asked } = list;
  const folded = (await storms.folded(stormId)).toSorted((a, b) => severityRank[a.severity] - severityRank[b.severity]);
  const page = folded.slice(from, from + mostInView);
  const found = (await Promise.all(page.map(({ caseId }) => cases.find(caseId)))).filter((subject) => subject !== undefined);
  const shown = found.map(async (subject) => ({ ...(await listed({ responses }, subject)), ownCard: ownCardOf(subject, list) }));
  const title = `${Math.min(from + 1, folded.length)}–${from + page.length} of ${folded.length} cases`;
  const origin = { ...(channel === undefined ? {} : { channel }), ...(ts === undefined ? {} : { ts }), list: { stormId, from, asked } };
  const view = caseListView(await Promise.all(shown), { title, now: clock.now().toISOString(), timeZone: policy.timeZone }, origin);
  const next = from + mostInView;
  return next >= folded.length ? view : { ...view, blocks: [...view.blocks, nextPage(stormId, next, folded.length - next)] };
}

function ownCardOf({ id, card }: Case, { stormId, asked }: ListShown): NonNullable<ListedCase["ownCard"]> {
  if (card !== undefined) return "posted";
  return asked.includes(id) ? "asked for" : { asksFor: `${stormId}:${id}` };
}

function nextPage(stormId: string, from: number, left: number): ModalView["blocks"][number] {
  return { type: "actions", elements: [{ type: "button", action_id: "storm.list", text: { type: "plain_text", text: `Show more of ${left}` }, value: `${stormId}:${from}` }] };
}

/**
 * Has a case that was folded get a card of its own, which is its card from then on. However often they ask, it is one.
 *
 * @returns what the person is told, and whether it has no card yet and gets one
 */
export async function askForCard({ cases, ledger, queues, clock, log }: Pick<Interacting, "cases" | "ledger" | "queues" | "clock" | "log">, caseId: string): Promise<{ readonly text: string; readonly isComing: boolean }> {
  const subject = await cases.find(caseId);
  if (subject === undefined) return { text: "This case is not there any more. Nothing was changed.", isComing: false };
  if (subject.card !== undefined) return { text: "This case has its card already.", isComing: false };
  const now = clock.now();
  const effect = cardOnRequest(subject, now.toISOString());
  const isAdded = await ledger.add(effect);
  try {
    await queueEffects(queues, [effect], now.getTime());
  } catch (error) {
    log.error("a card that was asked for comes later", error, { case: caseId });
  }
  return { text: isAdded ? "Its card comes in a moment." : "Its card is on its way already.", isComing: true };
}
