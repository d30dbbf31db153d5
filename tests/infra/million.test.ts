import { expect, it } from "vitest";
import { countByHand, differing } from "../../infra/bench/million/by-hand.ts";
import { tally } from "../../infra/bench/million/tallied.ts";

it.each(["Europe/Berlin", "America/St_Johns"])("the tallies of a year in %s are what counting by hand gives, whatever comes again or breaks off", async (timeZone) => {
  const { buckets, standing, writes, repeatedBatches, brokenBatches } = await tally(6_000, timeZone, () => undefined);
  expect(standing).toHaveLength(6_000);
  expect(writes).toBeGreaterThan(6_300);
  expect(repeatedBatches + brokenBatches).toBeGreaterThan(0);
  expect(differing(buckets, countByHand(standing, timeZone))).toEqual([]);
  // And a single response more or less would be seen.
  expect(differing(buckets, countByHand(standing.filter(({ test }) => !test).slice(1), timeZone)).length).toBeGreaterThan(0);
}, 120_000);
