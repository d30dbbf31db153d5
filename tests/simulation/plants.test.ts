import { describe, expect, it } from "vitest";
import { plants } from "../../infra/simulate/plants/plants.ts";
import { type Scenario, simulate } from "../../infra/simulate/run.ts";
import { shorten } from "../../infra/simulate/shorten.ts";
import { storyOf } from "../../infra/simulate/story.ts";

/** Which promise each bug breaks. */
const breaks: Readonly<Record<string, RegExp>> = {
  // Whom a withdrawn effect is lost to sends it as well.
  "skip-the-claim": /nobody-gets-anything-twice|one-message-an-address|nothing-is-left-of-an-erased-person/,
  "repeat-an-ambiguous-send": /nobody-gets-anything-twice/,
  "count-without-the-checkpoint": /the-tallies-are-the-responses/,
  "queue-before-the-ledger": /each-band-has-its-effects|an-accepted-response-is-never-lost/,
  "drop-the-sweeper": /an-accepted-response-is-never-lost|nothing-is-left-of-an-erased-person|each-step-comes-once/,
  "late-retry-reverts": /a-late-retry-reverts-nothing|a-repeat-gets-the-first-answer/,
  "log-the-person": /nobody-is-in-the-log/,
  "forget-the-chat-text": /nothing-is-left-of-an-erased-person/,
  "keep-the-mail": /nothing-is-left-of-an-erased-person/,
  "escalate-after-acknowledge": /a-case-stands-where-its-history-leads/,
  "late-acknowledge-unresolves": /a-case-stands-where-its-history-leads|one-open-case-a-respondent/,
  "two-lines-for-one-event": /a-line-for-each-event/,
  "forget-the-folded": /a-folded-case-is-not-forgotten/,
  "write-to-who-left": /nobody-is-written-to-after-they-left/,
  "approve-by-itself": /nothing-goes-unapproved/,
  "write-at-night": /no-mail-at-night/,
  "promise-and-not-take": /no-code-is-given-twice/,
  "erase-and-not-remember": /nothing-is-left-of-an-erased-person|an-erased-person-does-not-come-back/,
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
      // Some hang on so much happening at once that nothing can be left out: the next one may not.
      if (shortest.actions.length <= 4 && shortest.faults.length <= 2) return;
    }
    expect.fail(`${name} was not found, or not so that it can be told`);
  }, 300_000);
});
