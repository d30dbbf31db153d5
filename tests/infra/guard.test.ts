import { describe, expect, it } from "vitest";
import { guardOf } from "../deployed/support/iam/guard.ts";
import { verdict } from "../deployed/support/verdict.ts";

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

describe("the verdict on roles", () => {
  const stop = () => Promise.resolve();
  const watched = () => [{ name: "route", guard: guard(), stop }];

  it("minds a grant that nothing needed, and an excuse for none, when everything was tried", () => {
    const { wrong, lines } = verdict(watched(), true);
    expect(wrong).toBe(true);
    expect(lines).toContain("GRANTED FOR NOTHING: route dynamodb:PutItem on the table");
    expect(lines).toContain("EXCUSED FOR NOTHING: route sqs:SendMessage on afterscore-dev-stream-failures");
    expect(verdict(watched(), false)).toMatchObject({ wrong: false });
  });

  it("takes an excuse for what is granted", () => {
    const resource = "arn:aws:sqs:us-east-1:000000000000:afterscore-dev-stream-failures";
    const excused = guardOf([{ action: "sqs:SendMessage", resource, condition: undefined }]);
    const lines = verdict([{ name: "route", guard: excused, stop }], true).lines.filter((line) => line.includes("stream-failures") && line.includes(": route "));
    expect(lines).toEqual([]);
  });

  it("minds what was denied, always", () => {
    const functions = watched();
    functions[0]?.guard.lacks(tableCall("DeleteItem", { TableName: "t" }));
    expect(verdict(functions, false)).toEqual({ wrong: true, lines: [`DENIED: route may not dynamodb:DeleteItem on ${table}`] });
  });
});
