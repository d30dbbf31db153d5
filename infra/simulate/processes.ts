import type { Clock } from "../../shared/ports.ts";
import type { FunctionName } from "../topology.ts";
import { timeouts } from "../topology.ts";
import { type Chance, between } from "./chance.ts";
import { type FaultKind, faultKinds } from "./faults.ts";
import type { Simulated } from "./simulated.ts";

/** Something a function asks of the outside. */
export type Call<T> = {
  /** Names it the same in every run, e.g. `put rsp_1/plan`. */
  readonly what: string;
  /** How much it draws faults. */
  readonly weight: number;
  readonly perform: () => Promise<T>;
  /** How its failures look to who asked: an answer, or an error thrown. */
  readonly failing: Partial<Record<FaultKind, () => T>>;
  /** The story has it. */
  readonly isTold?: boolean;
};

/** The outside, as one process sees it. */
export type Outside = {
  readonly call: <T>(call: Call<T>) => Promise<T>;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
};

/** A function that can be run. What `start` builds lives as long as a process: until it crashes. */
export type Program<Event, Answer> = {
  readonly name: FunctionName;
  readonly start: (outside: Outside) => (event: Event) => Promise<Answer>;
};

/** How an invocation ended. */
export type Ended<Answer> =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed" | "died" };

/** Runs a program in an idle process of it, or in a new one. */
export type Invoke = <Event, Answer>(program: Running<Event, Answer>, event: Event) => Promise<Ended<Answer>>;

/** A program and its processes. */
export type Running<Event, Answer> = Program<Event, Answer> & { readonly idle: { process: Process; handle: (event: Event) => Promise<Answer> }[] };

type Process = { alive: boolean; deadline: number; slipMs: number; die: () => void };


/** A process's clock is wrong by this much at most: less than the second that leases allow each side. */
const mostSlipMs = 900;
/** How long a caller waits for an answer that does not come. */
const patienceMs = 3_000;
const leapsMs = [3_000, 20_000, 10 * 60_000, 2 * 3_600_000] as const;

/** Everything that runs, one call at a time. */
export function processesIn({ timeline, chance, faults, trace, logs }: Simulated): Invoke {
  const called = new Map<string, number>();
  let underWay = 0;

  function place(name: string): string {
    const times = (called.get(name) ?? 0) + 1;
    called.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  }

  function isOver(process: Process): boolean {
    if (process.alive && timeline.now() > process.deadline) process.die();
    return !process.alive;
  }

  function call<T>(program: string, process: Process, { what, weight, perform, failing, isTold }: Call<T>): Promise<T> {
    const where = place(`${program}: ${what}`);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const fail = (kind: FaultKind) => {
      timeline.after(kind === "answer lost" || kind === "late" ? patienceMs : 1, () => {
        if (isOver(process)) return;
        try {
          const answer = failing[kind];
          if (answer !== undefined) resolve(answer());
        } catch (error) {
          reject(asError(error));
        }
      });
    };
    const answer = () => { perform().then(resolve, reject); };
    timeline.after(latency(chance, where), () => {
      if (isOver(process)) return;
      const kind = faults.strike(where, kindsOf(failing, underWay), weight);
      if (kind === undefined && isTold !== true) trace.note(where);
      else trace.tell(kind === undefined ? where : `${where}: ${faultKinds[kind]}`);
      switch (kind) {
        case undefined:
        case "twice":
        case "delayed":
          answer();
          return;
        case "crash before":
          process.die();
          return;
        case "crash after":
          perform().catch(ignored);
          process.die();
          return;
        case "clock leaps":
          timeline.leap(leapsMs[between(chance, `leap at ${where}`, 0, leapsMs.length - 1)] ?? 0);
          if (!isOver(process)) answer();
          return;
        case "clock slips":
          process.slipMs = between(chance, `slip at ${where}`, -mostSlipMs, mostSlipMs);
          answer();
          return;
        case "repeated":
          perform().catch(ignored).then(perform).then(resolve, reject);
          return;
        case "answer lost":
          perform().catch(ignored);
          fail(kind);
          return;
        case "late":
          underWay += 1;
          timeline.after(between(chance, `late at ${where}`, patienceMs, 20_000), () => {
            underWay -= 1;
            perform().catch(ignored);
          });
          fail(kind);
          return;
        case "error":
        case "throttle":
          fail(kind);
      }
    });
    return promise;
  }

  function started<Event, Answer>(program: Program<Event, Answer>) {
    const process: Process = { alive: true, deadline: Infinity, slipMs: 0, die: () => undefined };
    const outside: Outside = {
      call: (made) => call(program.name, process, made),
      clock: { now: () => new Date(timeline.now() + process.slipMs) },
      sleep: (ms) => new Promise((resolve) => { timeline.after(ms, () => { if (!isOver(process)) resolve(); }); }),
    };
    return { process, handle: program.start(outside) };
  }

  return <Event, Answer>(program: Running<Event, Answer>, event: Event) => {
    const { promise, resolve } = Promise.withResolvers<Ended<Answer>>();
    let running = program.idle.pop();
    while (running?.process.alive === false) running = program.idle.pop();
    running ??= started(program);
    const { process, handle } = running;
    const mine = running;
    let isOpen = true;
    process.deadline = timeline.now() + timeouts[program.name] * 1_000;
    process.die = () => {
      process.alive = false;
      isOpen = false;
      resolve({ kind: "died" });
    };
    const close = (ended: Ended<Answer>) => {
      if (!isOpen) return;
      isOpen = false;
      program.idle.push(mine);
      resolve(ended);
    };
    timeline.after(timeouts[program.name] * 1_000 + 1, () => {
      if (!isOpen) return;
      trace.tell(`${program.name}: runs out of time`);
      process.die();
    });
    handle(event).then(
      (answer) => { close({ kind: "answered", answer }); },
      (error: unknown) => {
        logs.invocationFailed(program.name, error);
        close({ kind: "failed" });
      },
    );
    return promise;
  };
}

/** Time does not leap while something is under way: it would arrive later than anything in the world can. */
function kindsOf(failing: object, underWay: number): FaultKind[] {
  const own = faultNames.filter((kind) => Object.hasOwn(failing, kind));
  return [...own, "crash before", "crash after", "clock slips", ...(underWay === 0 ? ["clock leaps" as const] : [])];
}

const faultNames: readonly FaultKind[] = ["error", "throttle", "answer lost", "repeated", "late"];

/** Mostly quick, sometimes slow: which of two calls comes first is chance. */
function latency(chance: Chance, where: string): number {
  const luck = chance(`latency of ${where}`);
  if (luck < 0.9) return 1 + luck * 20;
  return luck < 0.995 ? (luck - 0.9) * 6_000 : 1_500;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function ignored(): undefined {
  return undefined;
}
