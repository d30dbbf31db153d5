/** `npm run simulate`: runs the product through seeded accidents and looks whether its promises hold. */
import { CommandError, runCommand } from "../commands/support/command-error.ts";
import { progressOn } from "../commands/support/progress.ts";
import { readSimulateCommand } from "./arguments.ts";
import { plants } from "./plants/plants.ts";
import { runSeeds } from "./seed-threads.ts";

await runCommand(async () => {
  const command = readSimulateCommand(process.argv.slice(2));
  if (command.do === "list plants") {
    for (const { name, bug } of plants) console.log(`${name}  ${bug}`);
    return;
  }
  const { from, seeds, plant } = command;
  const progress = progressOn(process.stderr, "seeds", seeds);
  const startedAt = performance.now();
  const story = await runSeeds({ from, seeds, ...(plant === undefined ? {} : { plant: plant.name }) }, (done) => {
    progress.show(done, `${Math.round((done * 1_000) / (performance.now() - startedAt))} a second`);
  });
  progress.end();
  if (story !== undefined) throw new CommandError(story);
  console.log(`${seeds} seeds from ${from} on, 0 broken promises.`);
});
