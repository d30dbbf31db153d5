import type { DeleteCommandInput, PutCommandInput, TransactWriteCommandInput, UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Condition, holds, readCondition } from "./condition.ts";
import { invalid } from "./errors.ts";
import { type Meeting, checkKnown, checkTable, oneOf } from "./request.ts";
import type { Key, Row } from "./rows.ts";
import { type Scope, nameIn, scopeOf } from "./scope.ts";
import { bytesOf, bytesOfAttribute } from "./sizes.ts";
import { keyIn } from "./store.ts";
import { type ReadUpdate, changesOf, readUpdate } from "./update.ts";
import { type Value, takenItem } from "./values.ts";

/** A write that has been read and not yet judged. */
export type Write = {
  readonly key: Key;
  readonly condition: Condition | undefined;
  readonly scope: Scope;
  /** Whether a failed condition answers what stood in its way. */
  readonly tellsOnFailure: boolean;
  /** What it leaves of what is there. */
  readonly after: (before: Row | undefined) => Row | undefined;
  /** The attributes that an update names. */
  readonly touched: readonly string[];
};

type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
type PutParts = NonNullable<Action["Put"]> | PutCommandInput;
type UpdateParts = NonNullable<Action["Update"]> | UpdateCommandInput;
type DeleteParts = NonNullable<Action["Delete"]> | DeleteCommandInput;
type CheckParts = NonNullable<Action["ConditionCheck"]>;

const always = [
  "TableName",
  "ConditionExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
  "ReturnValuesOnConditionCheckFailure",
  "ReturnConsumedCapacity",
];

/** Reads a put. */
export function putOf(meeting: Meeting, parts: PutParts): Write {
  checkKnown(parts, [...always, "Item"]);
  const item = takenItem(parts.Item ?? {});
  const key = keyIn(item);
  return { ...readParts(meeting, parts), key, after: () => meeting.store.row(key, item) };
}

/** Reads an update. */
export function updateOf({ store, ...meeting }: Meeting, parts: UpdateParts): Write {
  checkKnown(parts, [...always, "Key", "UpdateExpression"]);
  const key = keyIn(takenItem(parts.Key ?? {}));
  const update = readUpdate(parts.UpdateExpression ?? "");
  const read = readParts({ store, ...meeting }, parts, update);
  const touched = update.steps.map(({ name }) => nameIn(read.scope, name));
  const keyName = touched.find((name) => name === "pk" || name === "sk");
  if (keyName !== undefined) throw invalid(`One or more parameter values were invalid: Cannot update attribute ${keyName}. This attribute is part of the key`);
  return {
    ...read,
    key,
    touched,
    after: (before) => {
      const item: Record<string, Value> = { ...(before?.item ?? key) };
      let bytes = before?.bytes ?? bytesOf(key);
      for (const [name, value] of changesOf(update, before?.item ?? {}, read.scope)) {
        bytes += bytesOfAttribute(name, value) - bytesOfAttribute(name, item[name]);
        if (value === undefined) Reflect.deleteProperty(item, name);
        else item[name] = value;
      }
      return store.row(key, Object.freeze(item), bytes);
    },
  };
}

/** Reads a delete. */
export function deleteOf(meeting: Meeting, parts: DeleteParts): Write {
  checkKnown(parts, [...always, "Key"]);
  return { ...readParts(meeting, parts), key: keyIn(takenItem(parts.Key ?? {})), after: () => undefined };
}

/** Reads one action of a transaction. */
export function actionOf(meeting: Meeting, action: Action): Write {
  const { Put, Update, Delete, ConditionCheck } = action;
  if (Put !== undefined) return putOf(meeting, Put);
  if (Update !== undefined) return updateOf(meeting, Update);
  if (Delete !== undefined) return deleteOf(meeting, Delete);
  if (ConditionCheck !== undefined) return checkOf(meeting, ConditionCheck);
  throw invalid("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
}

function checkOf(meeting: Meeting, parts: CheckParts): Write {
  checkKnown(parts, [...always, "Key"]);
  return { ...readParts(meeting, parts), key: keyIn(takenItem(parts.Key ?? {})), after: (before) => before };
}

type Parts = PutParts | UpdateParts | DeleteParts | CheckParts;

function readParts({ name }: Meeting, parts: Parts, update?: ReadUpdate): Pick<Write, "condition" | "scope" | "tellsOnFailure" | "touched"> {
  checkTable(parts, name);
  const read = parts.ConditionExpression === undefined ? undefined : readCondition(parts.ConditionExpression);
  const told = oneOf(parts.ReturnValuesOnConditionCheckFailure, ["NONE", "ALL_OLD"]);
  return { condition: read?.condition, scope: scopeOf(parts, [read, update]), tellsOnFailure: told === "ALL_OLD", touched: [] };
}

/** Whether a write's condition holds for what is there. */
export function allowed({ condition, scope }: Write, before: Row | undefined): boolean {
  return condition === undefined || holds(condition, before?.item, scope);
}
