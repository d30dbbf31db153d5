import { expect, it } from "vitest";
import { caseworkOf, typesOf } from "../outside/support/casework.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";

const lane = openLane();

it("a case that nobody acknowledges is told to its owner, and at last to everybody: each step once", async () => {
  const cases = caseworkOf(lane);
  const opened = await cases.open({}, 5);
  await until("the last step", async () => (typesOf((await cases.show(opened.caseId)).timeline).includes("escalate channel") ? true : undefined), { within: 130_000, every: 500 });
  const { shown, lines } = await cases.seen(opened, 3);
  expect(typesOf(shown.timeline)).toEqual(["open", "warn warn", "escalate owner", "escalate channel"]);
  expect(lines).toEqual([expect.stringMatching(/Nobody has acknowledged this yet/), expect.stringMatching(/Overdue: .*: <@U\w+>$/), expect.stringMatching(/Still not acknowledged: .*: <!here>$/)]);
}, 200_000);
