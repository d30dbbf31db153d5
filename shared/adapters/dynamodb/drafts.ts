import { deciding, holding, offering } from "../../domain/draft.ts";
import { type Effect, isSettled } from "../../domain/effect.ts";
import type { Drafts } from "../../draft-ports.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import type { Table } from "./table.ts";

/** Drafts in the table: they stand with their message in the plan of its answer, and are decided in one write. */
export function dynamoDrafts(table: Table): Drafts {
  /** Takes a step with a plan; answers what is new or has moved in it, or nothing when it was not wanted. */
  async function change(messages: readonly Effect[], step: (plan: readonly Effect[], ids: readonly string[]) => readonly Effect[] | undefined) {
    const [{ responseId } = { responseId: "" }] = messages;
    const seen = await readPlanned(table, responseId);
    if (seen === undefined) return { isDone: false, effects: [], moved: [] };
    let before = seen.effects;
    const changed = await changePlanned(table, seen, (planned) => {
      before = planned.effects;
      const effects = step(planned.effects, messages.map(({ id }) => id));
      return effects === undefined ? undefined : { ...planned, effects };
    });
    if (changed.kind !== "changed") return { isDone: false, effects: before, moved: [] };
    const { effects } = changed.now;
    return { isDone: true, effects, moved: effects.filter((effect) => !before.includes(effect) && !isSettled(effect)) };
  }
  return {
    hold: async (messages, until) => (await change(messages, (plan, ids) => holding(plan, ids, until))).isDone,
    offer: async (messages, draft, card) => (await change(messages, (plan) => offering(plan, messages, draft, card))).moved.filter(({ lane }) => lane !== undefined),
    decide: async (messages, verdict) => {
      const { isDone, effects, moved } = await change(messages, (plan, ids) => deciding(plan, ids, verdict));
      return isDone ? { kind: "done", effects: moved } : { kind: "late", effects };
    },
  };
}
