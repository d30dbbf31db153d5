import { parseArgs } from "node:util";
import { usageOf } from "../commands/support/usage.ts";
import type { Plant } from "./plants/plant.ts";
import { plants } from "./plants/plants.ts";

/** What `npm run simulate` is asked to do. */
export type SimulateCommand =
  | { readonly do: "list plants" }
  | { readonly do: "run"; readonly from: number; readonly seeds: number; readonly plant?: Plant };

const { misused, parse } = usageOf(`Usage:
  npm run simulate -- [--seeds <how many>] [--from <first seed>] [--plant <bug>]
  npm run simulate -- --plants

  --seeds   how many runs, 1000 without it
  --plant   puts a bug in, to see it found
  --plants  lists the bugs that can be put in`);

/**
 * Reads the words after `npm run simulate --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readSimulateCommand(words: readonly string[]): SimulateCommand {
  const { values } = parse(() =>
    parseArgs({
      args: [...words],
      options: { seeds: { type: "string" }, from: { type: "string" }, plant: { type: "string" }, plants: { type: "boolean" } },
    }),
  );
  if (values.plants === true) return { do: "list plants" };
  const seeds = numberIn(values.seeds ?? "1000", "--seeds");
  const from = numberIn(values.from ?? "1", "--from");
  if (values.plant === undefined) return { do: "run", seeds, from };
  const plant = plants.find(({ name }) => name === values.plant);
  return plant === undefined ? misused(`There is no bug '${values.plant}' to put in.`) : { do: "run", seeds, from, plant };
}

function numberIn(text: string, name: string): number {
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : misused(`${name} must be a whole number, at least 1.`);
}
