import { expect, test } from "vitest";
import { failedRecords } from "../../../../infra/local/event-sources/batch-response.ts";

test.each([[undefined], [null], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }], ["done"]])(
  "%j is a complete success",
  (answer) => {
    expect(failedRecords(answer, ["a", "b"])).toEqual([]);
  },
);

test("failed records come in the batch's order, each once", () => {
  const answer = { batchItemFailures: [{ itemIdentifier: "c" }, { itemIdentifier: "a" }, { itemIdentifier: "c" }] };
  expect(failedRecords(answer, ["a", "b", "c"])).toEqual(["a", "c"]);
});

test.each([
  [{ batchItemFailures: [{ itemIdentifier: "" }] }],
  [{ batchItemFailures: [{ itemIdentifier: null }] }],
  [{ batchItemFailures: [{ id: "a" }] }],
  [{ batchItemFailures: [{ itemIdentifier: "stranger" }] }],
])("%j is a complete failure", (answer) => {
  expect(() => failedRecords(answer, ["a", "b"])).toThrow(/batchItemFailures|not in the batch/);
});
