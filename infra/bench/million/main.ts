/** `npm run million [-- <responses>]`: the tallies of a year beside a count by hand. Exits with 1 when a bucket differs. */
import { progressOn } from "../../commands/support/progress.ts";
import { countByHand, differing } from "./by-hand.ts";
import { tally } from "./tallied.ts";

const responses = Number(process.argv[2] ?? 1_000_000);
const timeZone = "Europe/Berlin";
const progress = progressOn(process.stderr, "responses", responses);
const { buckets, standing, writes, repeatedBatches, brokenBatches } = await tally(responses, timeZone, (done) => { progress.show(done, ""); });
progress.end();
const byHand = countByHand(standing, timeZone);
const wrong = differing(buckets, byHand);
console.log(`${standing.length} responses, ${writes} writes of them, ${repeatedBatches} batches that came again, ${brokenBatches} that broke off`);
console.log(`${byHand.size} buckets, ${wrong.length} of them differ`);
for (const bucket of wrong.slice(0, 20)) console.log(`  ${bucket}: ${buckets.get(bucket) ?? 0} tallied, ${byHand.get(bucket) ?? 0} by hand`);
process.exitCode = wrong.length === 0 ? 0 : 1;
