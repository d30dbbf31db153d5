import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { isSettled } from "../../domain/effect.ts";
import type { CasePlan, History, Plan } from "../../domain/plan.ts";
import { isKnownByEmailOnly } from "../../domain/respondent.ts";
import type { Response } from "../../domain/response.ts";
import type { Commitment, Plans } from "../../ports.ts";
import { type PlanItem, caseKey, decodePlan, effectKey, encodeCase, encodeEffect } from "./codec.ts";
import { tellCase } from "./cases.ts";
import { type TransactItem, conditionally, transact } from "./conditions.ts";
import { addressKey, aliasKey, openCaseKey } from "./persons.ts";
import type { Table } from "./table.ts";

/**
 * Plans in the table: the marker of the revision, the case, and every effect that is to happen, all in
 * one transaction. A second commit of the same revision finds the marker; a history that has changed in
 * the meantime fails one of the other conditions.
 */
export function dynamoPlans(table: Table): Plans {
  return {
    commit: async (plan, response, history) => {
      const marker = markerOf(table, plan);
      const rest = [
        ...caseItems(table, plan.case, response, history),
        ...effectItems(table, plan),
        ...aliasItems(table, history),
      ];
      return rest.length === 0 ? alone(table, marker, plan) : together(table, [{ Put: marker }, ...rest], plan);
    },
  };
}

type Put = NonNullable<TransactItem["Put"]>;

function markerOf({ name }: Table, plan: Plan): Put {
  const caseId = plan.case?.do === "open" ? plan.case.case.id : plan.case?.caseId;
  const cancelled = plan.effects.filter(isSettled);
  const value: PlanItem = { revision: plan.revision, cancelled, ...(caseId === undefined ? {} : { caseId }) };
  return {
    TableName: name,
    Item: { pk: plan.responseId, sk: "plan", type: "plan", ...value },
    ConditionExpression: "attribute_not_exists(pk) OR revision < :revision",
    ExpressionAttributeValues: { ":revision": plan.revision },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
}

/** One item needs no transaction, which would cost twice as much. */
async function alone({ client }: Table, marker: Put, plan: Plan): Promise<Commitment> {
  const written = await conditionally(client.send(new PutCommand(marker)));
  return written.held ? "committed" : judge(written.found, plan);
}

async function together(table: Table, items: readonly TransactItem[], plan: Plan): Promise<Commitment> {
  const written = await transact(table, items);
  if (written.held) return "committed";
  return written.failed.has(0) ? judge(written.failed.get(0), plan) : "stale";
}

function judge(found: Readonly<Record<string, unknown>> | undefined, plan: Plan): Commitment {
  return found !== undefined && decodePlan(found).revision >= plan.revision ? "already" : "stale";
}

function caseItems(table: Table, plan: CasePlan | undefined, response: Response, history: History): TransactItem[] {
  if (plan === undefined) return [];
  const TableName = table.name;
  switch (plan.do) {
    case "open": {
      const { test } = plan.case;
      const own = openCaseKey(history.person, test);
      // Of the other keys only one that joins in this very plan can still open a case of its own.
      const others = history.newAlias === undefined ? [] : [openCaseKey(history.newAlias, test)];
      // An address that joins a respondent at this very moment may bring the respondent's case with it.
      const joined = isKnownByEmailOnly(history.person) ? [aliasKey(history.person)] : [];
      const absent = { TableName, ConditionExpression: "attribute_not_exists(pk)" };
      return [
        { Put: { ...absent, Item: encodeCase(plan.case) } },
        { Put: { ...absent, Item: { ...own, type: "open-case", caseId: plan.case.id } } },
        ...[...others, ...joined].map((Key) => ({ ConditionCheck: { ...absent, Key } })),
      ];
    }
    case "join":
      return [
        {
          Update: {
            TableName,
            Key: caseKey(plan.caseId),
            UpdateExpression:
              "SET responses = list_append(responses, :responses), #timeline = list_append(#timeline, :entries), #state = :to, severity = :severity, reasons = :reasons, due = :due REMOVE #before, snoozedUntil",
            ConditionExpression: "#state = :from AND severity = :seen AND NOT contains(responses, :response)",
            ExpressionAttributeNames: { "#timeline": "timeline", "#state": "state", "#before": "before" },
            ExpressionAttributeValues: {
              ":responses": [response.id],
              ":response": response.id,
              ":entries": [plan.entry],
              ":from": plan.from,
              ":to": plan.to,
              ":seen": plan.seen,
              ":severity": plan.urgency.severity,
              ":reasons": plan.urgency.reasons,
              ":due": plan.urgency.due,
            },
          },
        },
      ];
    case "note":
      return [tellCase(table, plan.caseId, plan.entry)];
  }
}

function effectItems({ name }: Table, plan: Plan): TransactItem[] {
  const live = plan.effects.filter((effect) => !isSettled(effect));
  return [
    ...live.map((effect) => ({
      Put: { TableName: name, Item: encodeEffect(effect), ConditionExpression: "attribute_not_exists(pk)" },
    })),
    ...plan.cancel.map(({ id, reason, at }) => ({
      Update: {
        TableName: name,
        Key: effectKey(id),
        UpdateExpression: "SET #state = :cancelled, #at = :at, detail = :reason REMOVE dueAt, gsi1pk, gsi1sk, gsi2pk, gsi2sk",
        ConditionExpression: "#state = :planned",
        ExpressionAttributeNames: { "#state": "state", "#at": "at" },
        ExpressionAttributeValues: { ":cancelled": "cancelled", ":planned": "planned", ":reason": reason, ":at": at },
      },
    })),
  ];
}

function aliasItems({ name }: Table, { person, newAlias }: History): TransactItem[] {
  if (newAlias === undefined) return [];
  return [
    {
      Put: {
        TableName: name,
        Item: { ...aliasKey(newAlias), type: "alias", person },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    { Put: { TableName: name, Item: { ...addressKey(person, newAlias), type: "address", address: newAlias } } },
  ];
}
