import { expect, test } from "vitest";
import { memoryViews } from "../../../../shared/adapters/memory/views.ts";

test("a twin of dialogs opens one a trigger", async () => {
  const views = memoryViews();
  expect([await views.open("t", {}), await views.open("t", {})]).toEqual([true, false]);
  expect([await views.update("V1", { title: "b" }), await views.update("V2", {}), views.opened()]).toEqual([true, false, [{ id: "V1", triggerId: "t", view: { title: "b" } }]]);
});
