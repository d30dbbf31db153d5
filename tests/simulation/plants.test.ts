import { describe, expect, it } from "vitest";
import { plants } from "../../infra/simulate/plants/plants.ts";
import { type Scenario, simulate } from "../../infra/simulate/run.ts";
import { shorten } from "../../infra/simulate/shorten.ts";
import { storyOf } from "../../infra/simulate/story.ts";

/** Which promise each bug breaks. */
const breaks: Readonly<Record<string, RegExp>> = {
  "skip-the-claim": /nobody-gets-anything-twice|one-message-an-address/,
  "repeat-an-ambiguous-send": /nobody-gets-anything-twice/,
  "count-without-the-checkpoint": /the-tallies-are-the-responses/,
  "queue-before-the-ledger": /each-band-has-its-effects|an-accepted-response-is-never-lost/,
  "drop-the-sweeper": /an-accepted-response-is-never-lost/,
  "late-retry-reverts": /a-late-retry-reverts-nothing|a-repeat-gets-the-first-answer/,
};
const mostSeeds = 400;

describe("a planted bug", () => {
  it.each(plants.map((plant) => [plant.name, plant] as const))(`is found within ${mostSeeds} seeds, with a short story: %s`, async (name, plant) => {
    for (let seed = 1; seed <= mostSeeds; seed += 1) {
      const scenario: Scenario = { seed, plant };
      const outcome = await simulate(scenario);
      if (outcome.broken.length === 0) continue;
      const shortest = await shorten(scenario, outcome);
      const story = storyOf(scenario, shortest);
      expect(story).toMatch(breaks[name]!);
      expect(story).toContain(`npm run simulate -- --seeds 1 --from ${seed} --plant ${name}`);
      expect(shortest.actions.length).toBeLessThanOrEqual(6);
      expect(shortest.faults.length).toBeLessThanOrEqual(2);
      return;
    }
    expect.fail(`${name} was not found`);
  }, 300_000);
});
