import type { Case, TimelineEntry } from "../../domain/case.ts";
import type { Look } from "../../domain/case-clock.ts";
import type { CaseChange } from "../../domain/work-case.ts";
import type { Cases } from "../../ports.ts";
import { dynamoCaseLists } from "./case-lists.ts";
import { dynamoCases, findWithPlan } from "./cases.ts";
import { type Item, caseKey, encodeCase } from "./codec.ts";
import type { TransactItem } from "./conditions.ts";
import { changesOf } from "./field-changes.ts";
import { type Planned, unplanned } from "./plan-codec.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import type { Table } from "./table.ts";

/** Cases in the table for those who work them; who only reads them is spared the rest. */
export function dynamoCasework(table: Table): Cases {
  // A case is changed right after it was read; what was seen beside it then need not be read again.
  const seenBeside = new WeakMap<Case, Planned>();
  return {
    ...dynamoCases(table),
    ...dynamoCaseLists(table),
    find: async (id) => {
      const seen = await findWithPlan(table, id);
      if (seen !== undefined) seenBeside.set(seen.found, seen.planned);
      return seen?.found;
    },
    record: (change) => record(table, change, seenBeside.get(change.before)),
    lookAgain: (look, at) => lookAgain(table, look, at),
  };
}

/** What a change of a case may change of its item; each is written or taken away, so that nothing else is touched. */
const changing = ["state", "before", "snoozedUntil", "left", "due", "owner", "gsi2pk", "gsi2sk", "gsi3pk"] as const;

/** Two who change a case at once are told apart by the length of its history, which every change makes longer. */
async function record(table: Table, { before, after, entry, effects, lookAt }: CaseChange, seenBefore?: Planned): Promise<boolean> {
  const [opener = ""] = before.responses;
  const seen = seenBefore ?? (await readPlanned(table, opener)) ?? unplanned(opener);
  const next = (planned: Planned): Planned | undefined => {
    const { [after.id]: _, ...others } = planned.looks;
    // An effect that is there was written with this change: it happened already.
    if (effects.some(({ id }) => planned.effects.some((known) => known.id === id))) return undefined;
    return { ...planned, effects: [...planned.effects, ...effects], looks: lookAt === undefined ? others : { ...others, [after.id]: lookAt } };
  };
  return (await changePlanned(table, seen, next, [caseUpdate(table, before, encodeCase(after), entry)])).kind === "changed";
}

function caseUpdate({ name }: Table, { id, timeline, respondent }: Case, item: Item, entry: TimelineEntry): TransactItem {
  const { parts, removed, names, values } = changesOf(item, changing);
  const sets = ["#timeline = list_append(#timeline, :entries)", ...parts];
  return {
    Update: {
      TableName: name,
      Key: caseKey(id),
      UpdateExpression: `SET ${sets.join(", ")}${removed.length === 0 ? "" : ` REMOVE ${removed.join(", ")}`}`,
      ConditionExpression: "size(#timeline) = :seen AND respondent = :respondent",
      ExpressionAttributeNames: { "#timeline": "timeline", ...names },
      ExpressionAttributeValues: { ":entries": [entry], ":seen": timeline.length, ":respondent": respondent, ...values },
    },
  };
}

async function lookAgain(table: Table, { responseId, caseId, at: seenAt }: Look, at: string | undefined): Promise<void> {
  const seen = await readPlanned(table, responseId);
  if (seen === undefined) return;
  await changePlanned(table, seen, (planned) => {
    const { [caseId]: now, ...others } = planned.looks;
    return now === seenAt ? { ...planned, looks: at === undefined ? others : { ...others, [caseId]: at } } : undefined;
  });
}
