import { describe, expect, it } from "vitest";
import { type Scenario, simulate } from "../../infra/simulate/run.ts";
import { storyOf } from "../../infra/simulate/story.ts";

const seeds = Array.from({ length: 300 }, (_, at) => at + 1);

describe("the product, through seeded accidents", () => {
  it(`keeps every promise in ${seeds.length} runs`, async () => {
    const kinds = new Set<string>();
    for (const seed of seeds) {
      const scenario: Scenario = { seed };
      const outcome = await simulate(scenario);
      if (outcome.broken.length > 0) expect.fail(storyOf(scenario, outcome));
      expect(outcome.faults.length).toBeLessThanOrEqual(5);
      for (const { kind } of outcome.faults) kinds.add(kind);
    }
    // Otherwise nothing was shown.
    expect([...kinds].sort()).toEqual(
      ["answer lost", "clock leaps", "clock slips", "crash after", "crash before", "delayed", "error", "late", "repeated", "throttle", "twice"],
    );
  }, 300_000);

  it("runs the same when it is the same seed, and differently when it is another", async () => {
    const traces = await Promise.all([simulate({ seed: 7 }), simulate({ seed: 7 }), simulate({ seed: 8 })]);
    const [first, again, other] = traces.map(({ trace }) => trace);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it("runs the same again when its actions and faults are given instead of drawn", async () => {
    const drawn = await simulate({ seed: 11 });
    const given = await simulate({ seed: 11, actions: new Set(drawn.actions.map(({ name }) => name)), faults: drawn.faults });
    expect(given.trace).toBe(drawn.trace);
  });
});
