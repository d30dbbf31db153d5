import { expect, test } from "vitest";
import { passes, type FilterPattern } from "../../../../infra/local/event-sources/filter-criteria.ts";

const record = {
  eventName: "INSERT",
  dynamodb: { NewImage: { type: { S: "response" }, pk: { S: "RSP#1" }, test: { BOOL: false }, tags: { SS: ["a", "b"] } } },
};

const image = (pattern: FilterPattern): FilterPattern => ({ dynamodb: { NewImage: pattern } });

test.each<[string, FilterPattern]>([
  ["an exact value", { eventName: ["INSERT"] }],
  ["one of several values", { eventName: ["MODIFY", "INSERT"] }],
  ["a nested value", image({ type: { S: ["response"] } })],
  ["a boolean", image({ test: { BOOL: [false] } })],
  ["a prefix", image({ pk: { S: [{ prefix: "RSP#" }] } })],
  ["a value or a prefix", image({ pk: { S: ["other", { prefix: "RSP#" }] } })],
  ["something present", image({ type: { S: [{ exists: true }] } })],
  ["something absent", image({ erasedAt: { S: [{ exists: false }] } })],
  ["an image that is absent", { dynamodb: { OldImage: { pk: { S: [{ exists: false }] } } } }],
  ["an element of an array", image({ tags: { SS: ["b"] } })],
  ["several keys at a time", { eventName: ["INSERT"], ...image({ type: { S: ["response"] } }) }],
])("a record passes a pattern for %s", (_what, pattern) => {
  expect(passes(record, [pattern])).toBe(true);
});

test.each<[string, FilterPattern]>([
  ["another value", { eventName: ["REMOVE"] }],
  ["another type of value", image({ test: { BOOL: ["false"] } })],
  ["another prefix", image({ pk: { S: [{ prefix: "rsp#" }] } })],
  ["a prefix of something absent", image({ sk: { S: [{ prefix: "" }] } })],
  ["something present that is not", image({ sk: { S: [{ exists: true }] } })],
  ["something absent that is there", image({ pk: { S: [{ exists: false }] } })],
  ["several keys of which one fails", { eventName: ["INSERT"], ...image({ type: { S: ["case"] } }) }],
])("a record fails a pattern for %s", (_what, pattern) => {
  expect(passes(record, [pattern])).toBe(false);
});

test("one pattern of several is enough, and without patterns everything passes", () => {
  expect(passes(record, [{ eventName: ["REMOVE"] }, { eventName: ["INSERT"] }])).toBe(true);
  expect(passes(record, [])).toBe(true);
});
