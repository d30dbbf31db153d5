/**
 * How much of a reward is left, and who gets which of it. Pure: what is written is decided here.
 *
 * Everything that can be given has a number, a serial: of a pool the place of a code in the order in which codes were
 * imported, of a budget without codes a mere count. Serials are dealt out to lanes in turn (0 to lane 0, 1 to lane 1,
 * …), so that those who give at the same time seldom meet, and a lane's share of any number of them can be computed.
 */
import type { CancelReason } from "./effect.ts";
import type { Promised } from "./promised.ts";
import type { RewardProgram } from "./reward-program.ts";

/** How many may be giving of one program at once before they get in each other's way. */
export const stockLanes = 8;

/** One lane: how many of its serials were ever given, and which of them came back. */
export type LaneStock = { readonly given: number; readonly returned: readonly number[]; /** How often it was written. */ readonly version: number };

/** What there is of a program, and what of it was given. */
export type Stock = {
  /** How many codes were imported. */
  readonly stocked: number;
  readonly lanes: readonly LaneStock[];
  /** How often somebody had to give alone; see `allot`. */
  readonly turn: number;
};

/** What may be given next, on the condition that its lane is still as it was seen. */
export type Allotment = {
  readonly program: string;
  readonly serial: number;
  readonly lane: number;
  /** How often the lane had been written. */
  readonly version: number;
  /** How many of the lane were given before. */
  readonly given: number;
  /** Whether it was given before, and came back. */
  readonly isReturned: boolean;
  /** Where nobody else may give at the same time, in any lane: whose turn it was. */
  readonly turn?: number;
};

/** What a mail promises: of which program, and what of its stock where that is counted. */
export type RewardPromise = { readonly program: string; readonly allotment?: Allotment };

/** Why nothing of a program is given any more. */
export type NothingLeft = Extract<CancelReason, "out of stock" | "budget spent">;

/** What of a program decides about its stock. */
type Counted = Pick<RewardProgram, "id" | "kind" | "budget">;

/** Whether it is written down what of a program was given: where there is an end to it. */
export function isCounted({ kind, budget }: Counted): boolean {
  return kind === "code_pool" || budget !== undefined;
}

/** How many of the first `n` serials are a lane's. */
function shareOf(n: number, lane: number): number {
  return Math.max(0, Math.ceil((n - lane) / stockLanes));
}

/** How many of a lane are in people's hands. */
function outOf({ given, returned }: LaneStock): number {
  return given - returned.length;
}

function givenOf({ lanes }: Stock): number {
  return lanes.reduce((sum, lane) => sum + outOf(lane), 0);
}

/**
 * What is given next to whoever begins at a lane; they go on to the others when it has nothing left.
 *
 * No lane gives more than its share of the budget, and the shares add up to the budget: so nobody has to know what is
 * given in other lanes at the same time. Only a budget that was lowered can leave a lane with more than its share.
 * Then the shares say too much, and one gives at a time.
 */
export function allot(program: Counted, stock: Stock, preferred: number): Allotment | NothingLeft {
  const budget = program.budget ?? Infinity;
  const codes = program.kind === "code_pool" ? stock.stocked : Infinity;
  if (givenOf(stock) >= budget) return "budget spent";
  const isLowered = stock.lanes.some((lane, at) => outOf(lane) > shareOf(budget, at));
  for (let step = 0; step < stockLanes; step += 1) {
    const at = (preferred + step) % stockLanes;
    const lane = stock.lanes[at];
    if (lane === undefined || outOf(lane) >= shareOf(budget, at)) continue;
    const { given, version, returned: [back] } = lane;
    if (back === undefined && given >= shareOf(codes, at)) continue;
    const serial = back ?? given * stockLanes + at;
    return { program: program.id, serial, lane: at, version, given, isReturned: back !== undefined, ...(isLowered ? { turn: stock.turn } : {}) };
  }
  return "out of stock";
}

/** The figures of a program, for people. */
export type StockFigures = {
  /** Codes imported, and those of them that nobody has; of pools only. */
  readonly stocked?: number;
  readonly free?: number;
  readonly given: number;
  /** How many more may be given by the budget; absent without one. */
  readonly budgetLeft?: number;
};

/** How much of a program was given and is left. */
export function figuresOfStock({ kind, budget }: Counted, stock: Stock): StockFigures {
  const given = givenOf(stock);
  return {
    given,
    ...(kind === "code_pool" ? { stocked: stock.stocked, free: stock.stocked - given } : {}),
    ...(budget === undefined ? {} : { budgetLeft: Math.max(0, budget - given) }),
  };
}

/** Whether a pool has fewer codes than its operator wants to hear of, and would need more of them. */
export function isLow(program: RewardProgram, stock: Stock): boolean {
  if (program.kind !== "code_pool") return false;
  const { free = 0, budgetLeft = Infinity } = figuresOfStock(program, stock);
  return free < program.lowStock && free < budgetLeft;
}

/** What goes back, since its mail certainly did not and will not arrive; nothing of what was claimed. */
export function comesBack({ promised }: { readonly promised?: Promised }): Required<Pick<Promised, "program" | "serial">> | undefined {
  if (promised?.serial === undefined || promised.claimedAt !== undefined) return undefined;
  return { program: promised.program, serial: promised.serial };
}
