import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { AdjustableClock } from "./clock.ts";
import { type Rule, startEngines } from "./engines.ts";
import { portFactories } from "./ports.ts";
import type { Assignment, Order, Point, Word } from "./protocol.ts";

const program = fileURLToPath(new URL("../child.ts", import.meta.url));

/**
 * How long nothing runs after a crash, and what passes each time that everybody waits: longer than a
 * lease, than what a receiver needs to settle, and than a message stays invisible.
 *
 * Time leaps for the engines in this process and for the functions alike, and only when no function is at
 * work: so the product's own times hold, and nobody waits for them.
 */
const leapMs = 60_000;
const passesWithin = 30_000;

/** The functions in a process that can be killed, over engines that survive it. */
export type Stage = Awaited<ReturnType<typeof startStage>>;

/** Starts engines and functions. A process that is killed is followed by the next, a minute later. */
export async function startStage(clock: AdjustableClock) {
  const state = { end: undefined as Point | undefined, ended: 0, asked: false, stopping: false, seen: new Set<Point>() };
  /** Loaded and waiting, so that nobody waits for it to load. */
  let spare: ChildProcess;
  let child: ChildProcess;
  let running: Promise<void>;
  /** What they last complained of. */
  let said = "";
  let passed = Promise.withResolvers<boolean>();
  let passing = leapMs;
  let rule: Rule = "usual";

  const engines = await startEngines(async (point) => {
    state.seen.add(point);
    if (point !== state.end || state.ended > 0) return false;
    await kill(child);
    return true;
  });
  const assignment: Assignment = { ...engines.assignment, factories: portFactories() };

  const load = (): ChildProcess => {
    const settings = { ...assignment.settings, policy: engines.policyOf(rule) };
    return spawn(process.execPath, ["--no-warnings", program, JSON.stringify({ ...assignment, settings })], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // Most of a start is compiling, and it is the same each time.
      env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: join(assignment.folder, "compiled") },
    });
  };
  const order = (what: Order) => {
    // Who has just been killed cannot be told, and that is no error: the one after it is told at its start.
    if (child.connected) child.send(what, () => undefined);
  };

  const begin = async (): Promise<void> => {
    const begun = spare;
    child = begun;
    said = "";
    begun.stderr?.on("data", (chunk: Buffer) => { said = (said + chunk.toString()).slice(-4_000); });
    const ready = Promise.withResolvers<undefined>();
    begun.on("message", (word: Word) => {
      if (word.kind === "at") state.seen.add(word.point);
      else if (word.kind === "ready") ready.resolve(undefined);
      else {
        clock.forward(passing);
        passed.resolve(true);
      }
    });
    const exited = once(begun, "exit").then(([code, signal]) => {
      if (state.stopping) return;
      if (!state.asked) state.ended += 1;
      state.asked = false;
      clock.forward(leapMs);
      running = signal === "SIGKILL" ? begin() : Promise.reject(new Error(`the functions ended by themselves with ${String(code)}:\n${said}`));
      // Whoever waits for them is told.
      running.catch(() => undefined);
      passed.resolve(false);
    });
    order({ kind: "begin", ahead: clock.ahead(), ...(state.end !== undefined && state.ended === 0 && { end: state.end }) });
    spare = load();
    await Promise.race([ready.promise, exited.then(() => running)]);
  };

  const restart = async (): Promise<void> => {
    state.asked = true;
    await kill(child);
    await running;
  };

  const stop = async (): Promise<void> => {
    state.stopping = true;
    await Promise.all([kill(child), kill(spare)]);
    await engines.stop();
  };

  spare = load();
  running = begin();
  try {
    await running;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    engines,
    /** From now on the first to come to this point is killed, once. */
    endAt: (end: Point | undefined): void => {
      Object.assign(state, { end, ended: 0, seen: new Set() });
      order({ kind: "end", ...(end !== undefined && { at: end }) });
    },
    /** How often the functions have been killed since, without being restarted by us. */
    ended: () => state.ended,
    /** Which points they have come to since. */
    seen: (): ReadonlySet<Point> => state.seen,
    /** Lets a minute pass, or longer, as soon as nobody is at work. */
    pass: async (ms = leapMs): Promise<void> => {
      let isOver = false;
      // Whoever is killed before it has passed is followed by who lets it pass.
      while (!isOver) {
        await running;
        passed = Promise.withResolvers();
        passing = ms;
        order({ kind: "pass", ms });
        isOver = await Promise.race([passed.promise, sleep(passesWithin, undefined, { ref: false }).then(() => Promise.reject(new Error(`no minute passes:\n${said}`)))]);
      }
      await running;
    },
    /** Ends the functions as a power failure would, and waits until they run again. */
    restart,
    /** Has the functions live by another policy from now on: it is deployed with them, so they start anew. */
    liveBy: async (next: Rule): Promise<void> => {
      if (next === rule) return;
      rule = next;
      await kill(spare);
      spare = load();
      await restart();
    },
    stop,
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
