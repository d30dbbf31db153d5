import { describe, expect, it } from "vitest";
import { guardOf } from "./support/iam/guard.ts";

const table = "arn:aws:dynamodb:us-east-1:000000000000:table/t";
const statements = [
  { action: "dynamodb:PutItem", resource: table, condition: undefined },
  { action: "dynamodb:Query", resource: `${table}/index/gsi1`, condition: undefined },
  { action: "ses:SendEmail", resource: "arn:aws:ses:us-east-1:000000000000:identity/*", condition: { StringEquals: { "ses:FromAddress": "us@example.com" } } },
];
const guard = () => guardOf(statements);

function tableCall(operation: string, body: object) {
  return { method: "POST", path: "/", headers: { "x-amz-target": `DynamoDB_20120810.${operation}` }, body: JSON.stringify(body) };
}

function mailFrom(FromEmailAddress: string, more: object = {}) {
  return { method: "POST", path: "/v2/email/outbound-emails", headers: {}, body: JSON.stringify({ FromEmailAddress, ...more }) };
}

describe("the guard before a function's AWS", () => {
  it("lets pass what the role allows, by action and resource", () => {
    const { lacks } = guard();
    expect(lacks(tableCall("PutItem", { TableName: "t" }))).toBeUndefined();
    expect(lacks(tableCall("PutItem", { TableName: "other" }))).toMatch(/^dynamodb:PutItem on .*table\/other$/);
    expect(lacks(tableCall("Query", { TableName: "t", IndexName: "gsi1" }))).toBeUndefined();
    expect(lacks(tableCall("Query", { TableName: "t", IndexName: "gsi2" }))).toMatch(/gsi2$/);
  });

  it("takes a transaction for its items", () => {
    const { lacks } = guard();
    const put = { Put: { TableName: "t" } };
    expect(lacks(tableCall("TransactWriteItems", { TransactItems: [put] }))).toBeUndefined();
    expect(lacks(tableCall("TransactWriteItems", { TransactItems: [put, { ConditionCheck: { TableName: "t" } }] }))).toMatch(/^dynamodb:ConditionCheckItem/);
  });

  it("asks a mail for its sender and its configuration set", () => {
    const { lacks } = guard();
    expect(lacks(mailFrom("Us <us@example.com>"))).toBeUndefined();
    expect(lacks(mailFrom("Them <them@example.com>"))).toMatch(/them@example\.com$/);
    expect(lacks(mailFrom("us@example.com", { ConfigurationSetName: "set" }))).toMatch(/configuration-set\/set$/);
  });

  it("remembers what was denied, and what nobody needed", () => {
    const watching = guard();
    watching.lacks(tableCall("PutItem", { TableName: "t" }));
    watching.lacks(tableCall("DeleteItem", { TableName: "t" }));
    expect(watching.denied()).toEqual([`dynamodb:DeleteItem on ${table}`]);
    expect(watching.unused()).toEqual(["dynamodb:Query on table/t/index/gsi1", "ses:SendEmail on identity/*"]);
  });
});
