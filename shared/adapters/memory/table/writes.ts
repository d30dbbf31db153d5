import type { CancellationReason } from "@aws-sdk/client-dynamodb";
import type { DeleteCommandInput, PutCommandInput, TransactWriteCommandInput, UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { cancelled, conditionFailed, invalid, isInvalid, reason } from "./errors.ts";
import { type Write, actionOf, allowed, deleteOf, putOf, updateOf } from "./read-write.ts";
import { type Meeting, checkKnown, oneOf } from "./request.ts";
import type { Row } from "./rows.ts";
import { writeUnits } from "./sizes.ts";

/** Puts an item. */
export function put(meeting: Meeting, input: PutCommandInput): object {
  write(meeting, putOf(meeting, input));
  return {};
}

/** Deletes an item, if it is there. */
export function remove(meeting: Meeting, input: DeleteCommandInput): object {
  write(meeting, deleteOf(meeting, input));
  return {};
}

/** Updates an item, or makes it; answers, if it is asked to, what the attributes that it touched are now. */
export function update(meeting: Meeting, input: UpdateCommandInput): object {
  const { ReturnValues, ...parts } = input;
  const answers = oneOf(ReturnValues, ["NONE", "UPDATED_NEW"]) === "UPDATED_NEW";
  const step = updateOf(meeting, parts);
  const { after } = write(meeting, step);
  const touched = Object.entries(after?.item ?? {}).filter(([name]) => answers && step.touched.includes(name));
  return touched.length === 0 ? {} : { Attributes: Object.fromEntries(touched) };
}

type Change = { readonly before: Row | undefined; readonly after: Row | undefined };

function write(meeting: Meeting, step: Write): Change {
  const before = meeting.store.find(step.key);
  if (!allowed(step, before)) {
    meeting.charge({ write: unitsOf({ before, after: intended(step, before) }) });
    throw conditionFailed(step.tellsOnFailure ? before?.item : undefined);
  }
  const change = { before, after: step.after(before) };
  meeting.charge({ write: unitsOf(change) + make(meeting, change) });
  return change;
}

/** What a write costs in the table itself: the larger of what was there and what is there then. */
function unitsOf({ before, after }: Change): number {
  return writeUnits(Math.max(before?.bytes ?? 0, after?.bytes ?? 0));
}

/** What a write would have left; what it cannot be applied to costs by itself. */
function intended(step: Write, before: Row | undefined): Row | undefined {
  try {
    return step.after(before);
  } catch (error) {
    if (isInvalid(error)) return undefined;
    throw error;
  }
}

/** Makes a change, and answers what it costs the indexes. */
function make({ store, changed }: Meeting, { before, after }: Change): number {
  if (before === after) return 0;
  changed(before, after);
  return store.replace(before, after);
}

const mostActions = 100;

/** Writes all or nothing; what a transaction costs in the table counts twice, in the indexes once. */
export function transact(meeting: Meeting, input: TransactWriteCommandInput): object {
  checkKnown(input, ["TransactItems", "ReturnConsumedCapacity"]);
  const steps = (input.TransactItems ?? []).map((action) => actionOf(meeting, action));
  if (steps.length === 0 || steps.length > mostActions) throw invalid(`Member must have length less than or equal to ${mostActions}, and at least 1`);
  if (new Set(steps.map(({ key }) => JSON.stringify([key.pk, key.sk]))).size < steps.length) {
    throw invalid("Transaction request cannot include multiple operations on one item");
  }
  const judged = steps.map((step) => judge(meeting, step));
  // A transaction that fails has cost as much: its items were prepared.
  meeting.charge({ write: judged.reduce((sum, { change }) => sum + 2 * unitsOf(change), 0) });
  if (judged.some(({ refused }) => refused !== undefined)) throw cancelled(judged.map(({ refused }) => refused ?? reason.none()));
  for (const { change } of judged) meeting.charge({ write: make(meeting, change) });
  return {};
}

function judge({ store }: Meeting, step: Write): { readonly change: Change; readonly refused?: CancellationReason } {
  const before = store.find(step.key);
  if (!allowed(step, before)) {
    return { change: { before, after: intended(step, before) }, refused: reason.conditionFailed(step.tellsOnFailure ? before?.item : undefined) };
  }
  try {
    return { change: { before, after: step.after(before) } };
  } catch (error) {
    if (!isInvalid(error)) throw error;
    return { change: { before, after: undefined }, refused: reason.invalid(error.message) };
  }
}
