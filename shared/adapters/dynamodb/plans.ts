import { reviewing, tellingEnds } from "../../domain/draft.ts";
import { type Effect, isSettled } from "../../domain/effect.ts";
import { type CasePlan, subjectOf } from "../../domain/case-plan.ts";
import type { History, Plan } from "../../domain/plan.ts";
import type { Response } from "../../domain/response.ts";
import type { Plans } from "../../ports.ts";
import { caseKey, encodeCase } from "./codec.ts";
import { tellCase } from "./cases.ts";
import type { TransactItem } from "./conditions.ts";
import { changesOf, unchanged } from "./field-changes.ts";
import { joinAddress, openCaseItem } from "./persons.ts";
import { type Planned, unplanned } from "./plan-codec.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import type { Table } from "./table.ts";

/**
 * Plans in the table: the revision and every effect in one item, and in one transaction with it what happens
 * to a case. A second commit of the same revision finds it planned; a history that has changed in the
 * meantime fails one of the other conditions.
 */
export function dynamoPlans(table: Table): Plans {
  return {
    commit: async (plan, response, history) => {
      if (!(await joinAddress(table, history))) return "stale";
      // Nothing comes of it, as it says itself: it needs no marker, since planning it twice writes nothing twice.
      if (response.quiet !== undefined) return "committed";
      const before = plan.revision === 1 ? undefined : await readPlanned(table, plan.responseId);
      const changed = await changePlanned(
        table,
        before ?? unplanned(plan.responseId),
        (planned) => next(planned, plan),
        [...caseItems(table, plan.case, response, history), ...(plan.answered === undefined ? [] : [tellCase(table, plan.answered.caseId, plan.answered.entry)])],
      );
      switch (changed.kind) {
        case "changed":
          return "committed";
        case "refused":
          return changed.seen.revision >= plan.revision ? "already" : "stale";
        case "hindered":
          return "stale";
      }
    },
  };
}

/** What is planned once a plan is added; nothing where it was, or where an effect it cancels has begun. */
function next(planned: Planned, plan: Plan): Planned | undefined {
  if (planned.revision >= plan.revision) return undefined;
  const known = new Map(planned.effects.map((effect) => [effect.id, effect]));
  for (const { id, reason, at } of plan.cancel) {
    const effect = known.get(id);
    if (effect?.state !== "planned") return undefined;
    known.set(id, cancelled(effect, at, reason));
  }
  const live = plan.effects.filter((effect) => !isSettled(effect));
  if (live.some(({ id }) => known.has(id))) return undefined;
  const caseId = subjectOf(plan.case);
  const lookAt = plan.case?.do === "note" ? undefined : plan.case?.lookAt;
  const { caseId: _, ...rest } = planned;
  return {
    ...rest,
    revision: plan.revision,
    ...(caseId === undefined ? {} : { caseId }),
    ...(caseId === undefined || lookAt === undefined ? {} : { looks: { ...planned.looks, [caseId]: lookAt } }),
    effects: [...reviewing(tellingEnds(planned.effects, [...known.values()])), ...live],
    cancelled: plan.effects.filter(isSettled),
  };
}

/** An effect that will not happen any more. */
export function cancelled({ dueAt: _, leaseUntil: __, ...effect }: Effect, at: string, detail: string): Effect {
  return { ...effect, state: "cancelled", at, detail };
}

function caseItems(table: Table, plan: CasePlan | undefined, response: Response, history: History): TransactItem[] {
  if (plan === undefined) return [];
  const TableName = table.name;
  switch (plan.do) {
    case "open": {
      const Item = encodeCase(plan.case);
      return [{ Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } }, openCaseItem(table, history, plan.case)];
    }
    case "join":
      return [joinItem(table, plan, response.id)];
    case "note":
      return [tellCase(table, plan.caseId, plan.entry)];
  }
}

/** What an answer changes of the case that it joins, and what of it that was decided by. */
const joined = ["state", "before", "snoozedUntil", "left", "due", "severity", "reasons", "account", "previousScore", "gsi2pk", "gsi2sk", "gsi3pk"];
const decisive = ["state", "due", "severity", "reasons", "account", "owner"];

function joinItem({ name: TableName }: Table, { before, after, entry }: Extract<CasePlan, { do: "join" }>, response: string): TransactItem {
  const { parts, removed, ...changes } = changesOf(encodeCase(after), joined);
  const seen = unchanged(before, decisive);
  const sets = ["responses = list_append(responses, :responses)", "#timeline = list_append(#timeline, :entries)", ...parts];
  return {
    Update: {
      TableName,
      Key: caseKey(before.id),
      UpdateExpression: `SET ${sets.join(", ")}${removed.length === 0 ? "" : ` REMOVE ${removed.join(", ")}`}`,
      ConditionExpression: [...seen.parts, "NOT contains(responses, :response)"].join(" AND "),
      ExpressionAttributeNames: { "#timeline": "timeline", ...changes.names, ...seen.names },
      ExpressionAttributeValues: { ":responses": [response], ":response": response, ":entries": [entry], ...changes.values, ...seen.values },
    },
  };
}
