import { type Chance, oneOf } from "./chance.ts";

/** What can go wrong with a call or a delivery. */
export const faultKinds = {
  "crash before": "its process is killed before",
  "crash after": "its process is killed after",
  error: "fails",
  throttle: "is throttled",
  "answer lost": "is done, and its answer is lost",
  repeated: "is done twice, since the first answer was lost",
  late: "seems to fail, and arrives later",
  twice: "is delivered twice",
  delayed: "is held up, and overtaken",
  "clock leaps": "meets a clock that leaps ahead",
  "clock slips": "meets a clock that goes wrong by a moment",
} as const;
export type FaultKind = keyof typeof faultKinds;

/** A fault and where it strikes: a call by its name, and how often that name has been called. */
export type Fault = { readonly where: string; readonly kind: FaultKind };

/** Says which fault strikes where, if any. */
export type Faults = {
  readonly strike: (where: string, kinds: readonly FaultKind[], weight: number) => FaultKind | undefined;
  /** Nothing goes wrong from now on. */
  readonly stop: () => void;
  readonly struck: () => readonly Fault[];
};

/** About so many calls, by weight, there are in a run: faults are spread over them. */
const usualWeight = 340;
const mostFaults = 5;

/** Faults by chance: up to five. */
export function faultsByChance(chance: Chance): Faults {
  const budget = Math.floor(chance("faults") * (mostFaults + 1));
  const struck: Fault[] = [];
  let stopped = false;
  return {
    strike: (where, kinds, weight) => {
      if (stopped || struck.length >= budget || chance(`fault at ${where}`) >= (weight * budget) / usualWeight) return undefined;
      const [first, ...more] = kinds;
      if (first === undefined) return undefined;
      const kind = oneOf(chance, `kind at ${where}`, [first, ...more]);
      struck.push({ where, kind });
      return kind;
    },
    stop: () => { stopped = true; },
    struck: () => struck,
  };
}

/** These faults and no others. */
export function theseFaults(faults: readonly Fault[]): Faults {
  const byPlace = new Map(faults.map(({ where, kind }) => [where, kind]));
  const struck: Fault[] = [];
  let stopped = false;
  return {
    strike: (where, kinds) => {
      const kind = stopped ? undefined : byPlace.get(where);
      if (kind === undefined || !kinds.includes(kind)) return undefined;
      struck.push({ where, kind });
      return kind;
    },
    stop: () => { stopped = true; },
    struck: () => struck,
  };
}
