import type { RewardProgram } from "../../../../shared/domain/reward-program.ts";
import { figuresOfStock, isCounted, isLow } from "../../../../shared/domain/reward-stock.ts";
import type { RewardStocks } from "../../../../shared/reward-ports.ts";
import { CommandError } from "../command-error.ts";
import type { Progress } from "../progress.ts";
import { textTable } from "../text-table.ts";
import type { RewardsCommand } from "./arguments.ts";
import { type Line, readCodes } from "./read-codes.ts";

/** What working on rewards needs of the world. */
export type KeepingRewards = {
  readonly place: string;
  readonly programs: readonly RewardProgram[];
  readonly stocks: RewardStocks;
  readonly readFile: (file: string) => string;
  /** Shows how far an import of so many codes is. */
  readonly progressOf: (total: number) => Progress;
};

/** How many codes are written at a time: all of them or none, and they are read together when one is claimed. */
const portion = 250;
/** How many of what is passed over are named. */
const mostNamed = 10;

/**
 * Does what was asked, and answers what to print.
 *
 * @throws CommandError when there is no such program, or the file cannot be taken
 */
export async function workRewards(command: RewardsCommand, needs: KeepingRewards): Promise<string> {
  switch (command.do) {
    case "import":
      return importCodes(command, needs);
    case "stock":
      return tellStock(needs, command.program === undefined ? needs.programs : [programNamed(needs, command.program)]);
  }
}

function programNamed({ programs }: KeepingRewards, id: string): RewardProgram {
  const found = programs.find((program) => program.id === id);
  if (found === undefined) throw new CommandError(`The policy has no reward program ${id}: there is ${programs.map((program) => program.id).join(", ") || "none"}.`);
  return found;
}

async function importCodes(command: Extract<RewardsCommand, { do: "import" }>, needs: KeepingRewards): Promise<string> {
  const { file, dryRun } = command;
  const program = programNamed(needs, command.program);
  if (program.kind !== "code_pool") throw new CommandError(`${program.id} is a program of kind ${program.kind}, whose codes are made: only a code_pool takes codes.`);
  const lines = readCodes(needs.readFile(file), file);
  const { fresh, passedOver, stocked } = await sift(needs, program.id, lines);
  if (!dryRun) await addAll(needs, program.id, fresh, stocked);
  const told = passedOver.slice(0, mostNamed);
  const more = passedOver.length - told.length;
  const summary = `${lines.length} codes in ${file}: ${fresh.length} ${dryRun ? "would be" : "are"} added to ${program.id} at ${needs.place}, ${passedOver.length} passed over.`;
  return [...told, ...(more > 0 ? [`… and ${more} more that are passed over`] : []), summary, ...(dryRun ? ["Nothing was imported: leave out --dry-run to do so."] : [])].join("\n");
}

/** What of a file is new, and of which number the next code is; and why the rest is passed over. */
type Sifted = { readonly fresh: readonly string[]; readonly stocked: number; readonly passedOver: readonly string[] };

/** Looks for codes that are there. One that another pool has may have been given out by it. */
async function sift(needs: KeepingRewards, program: string, lines: readonly Line[]): Promise<Sifted> {
  const known = new Map<string, string>();
  const there = await needs.stocks.codes(program);
  for (const { id, kind } of needs.programs) {
    if (kind === "code_pool" && id !== program) for (const code of await needs.stocks.codes(id)) known.set(code, `known already, of ${id}`);
  }
  for (const code of there) known.set(code, "known already");
  const fresh = new Set<string>();
  const passedOver: string[] = [];
  for (const { line, code } of lines) {
    const reason = fresh.has(code) ? "twice in the file" : known.get(code);
    if (reason === undefined) fresh.add(code);
    else passedOver.push(`line ${line}: ${reason}`);
  }
  return { fresh: [...fresh], stocked: there.length, passedOver };
}

/** Adds portion by portion, each right behind what was seen: so nothing is added that another import has added since. */
async function addAll({ stocks, progressOf }: KeepingRewards, program: string, codes: readonly string[], stocked: number): Promise<void> {
  const progress = progressOf(codes.length);
  try {
    for (let done = 0; done < codes.length; ) {
      const next = codes.slice(done, done + portion);
      if (!(await stocks.add(program, next, stocked + done))) throw new CommandError("Somebody else imports codes right now. Run it again: what is imported is passed over.");
      done += next.length;
      progress.show(done, "codes");
    }
  } finally {
    progress.end();
  }
}

async function tellStock({ place, stocks }: KeepingRewards, programs: readonly RewardProgram[]): Promise<string> {
  if (programs.length === 0) return `The policy offers no rewards at ${place}.`;
  const rows = await Promise.all(
    programs.map(async (program) => {
      const { id, kind, budget } = program;
      if (!isCounted(program)) return [id, kind, "", "", "not counted", "no budget", ""];
      const stock = await stocks.of(id);
      const { stocked, free, given, budgetLeft } = figuresOfStock(program, stock);
      const shown = (figure: number | undefined) => (figure === undefined ? "" : String(figure));
      return [id, kind, shown(stocked), shown(free), String(given), budget === undefined ? "no budget" : `${budgetLeft ?? 0} of ${budget}`, isLow(program, stock) ? "low" : ""];
    }),
  );
  return textTable(["program", "kind", "codes", "free", "given", "budget left", ""], rows);
}
