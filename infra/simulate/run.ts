import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { type StreamConsumer, queueConsumers, streamConsumers } from "../topology.ts";
import { type Action, actionsLastMs, actionsOf } from "./actions.ts";
import { type Chance, chanceOf, oneOf } from "./chance.ts";
import { enginesOf } from "./engines.ts";
import { startErasers } from "./erasers.ts";
import type { Evidence } from "./evidence.ts";
import { type Fault, faultsByChance, theseFaults } from "./faults.ts";
import { invariants } from "./invariants.ts";
import { logLines } from "./log-lines.ts";
import { mailEvents } from "./mail-events.ts";
import { observe } from "./observe.ts";
import type { Plant } from "./plants/plant.ts";
import { policyOf } from "./policy.ts";
import { processesIn } from "./processes.ts";
import { programsOn } from "./programs.ts";
import { feedQueue } from "./queue-feed.ts";
import { peopleInLines, remainsIn } from "./remains.ts";
import { mayStayOpen } from "./mail-effects.ts";
import { startLeavers } from "./leavers.ts";
import { startSenders } from "./senders.ts";
import type { Simulated } from "./simulated.ts";
import { feedStream } from "./stream-feed.ts";
import { startTeam } from "./team.ts";
import { timelineFrom } from "./timeline.ts";
import { traceFrom } from "./trace.ts";

/** What is run: all that a seed brings about, or a part of it. */
export type Scenario = {
  readonly seed: number;
  readonly plant?: Plant;
  /** The names of the actions that are done; all when left out. */
  readonly actions?: ReadonlySet<string>;
  /** The faults that strike; those that chance draws when left out. */
  readonly faults?: readonly Fault[];
};

/** A promise that was broken, and where. */
export type Broken = { readonly invariant: string; readonly promise: string; readonly where: readonly string[] };

/** What came of a run. */
export type Outcome = {
  readonly broken: readonly Broken[];
  readonly actions: readonly Action[];
  readonly faults: readonly Fault[];
  readonly story: readonly string[];
  /** The same for two runs in which the same happened. */
  readonly trace: string;
};

const start = Date.parse("2026-10-25T00:30:00.000Z");
const sweepEveryMs = 60_000;
/** From when on nothing goes wrong any more, and for how long the world is then let come to rest. */
const faultsLastMs = actionsLastMs + 30_000;
const restStepMs = 5 * 60_000;
const longestRestMs = 24 * 3_600_000;
const mostOpen = 1_000;

/** Runs a scenario to its end and looks whether every promise was kept. The same scenario is the same run. */
export async function simulate({ seed, plant, actions: kept, faults: given }: Scenario): Promise<Outcome> {
  const chance = chanceOf(seed);
  const timeline = timelineFrom(start);
  const faults = given === undefined ? faultsByChance(chance) : theseFaults(given);
  const trace = traceFrom(start, timeline.now);
  const logs = logLines();
  const world: Simulated = { timeline, chance, faults, trace, logs, policy: policyOf(chance) };
  const invoke = processesIn(world);
  const mailboxCanBeAsked = chance("mailbox can be asked") < 0.7;

  const engines = enginesOf(world, mailboxCanBeAsked, {
    queued: (queue) => { workers[queue].changed(); },
    mailed: (mail, messageId) => {
      events.mailed(mail, messageId);
      leavers.mailed(mail);
    },
  });
  const tableChanged = () => {
    route.changed();
    rollUp.changed();
  };
  const programs = programsOn(world, { ...engines, mailboxIsOurs: mailboxCanBeAsked, tableChanged }, plant);
  const route = feedStream(world, invoke, engines.table.stream, { program: programs.route, windowMs: 200, ...streamed("route") });
  const rollUp = feedStream(world, invoke, engines.table.stream, { program: programs.rollUp, windowMs: 20_000, ...streamed("roll-up") });
  const workers = {
    alerts: feedQueue(world, invoke, engines.queues.alerts, { program: programs.alert, ...consumerOf("alert"), mayRepeat: false }),
    followUps: feedQueue(world, invoke, engines.queues.followUps, { program: programs.followUp, ...consumerOf("follow-up"), mayRepeat: true }),
  };
  const events = mailEvents(world, invoke, programs.settle);
  const leavers = startLeavers(world, invoke, programs.visit);
  const everySweep = () => {
    void invoke(programs.sweep, undefined);
    timeline.after(sweepEveryMs, everySweep);
  };
  timeline.after(chance("first sweep") * sweepEveryMs, everySweep);

  const codes = await stockedCodes(engines.table, chance);
  const responses = dynamoResponses(engines.table);
  const isStored = async (id: string, revision: number) => ((await responses.find(id))?.response.revision ?? 0) >= revision || responses.isErased(id);
  const actions = actionsOf(chance, start).filter(({ name }) => kept?.has(name) !== false);
  const senders = startSenders(world, invoke, programs.receive, actions.filter((action) => action.does === "submit"), isStored);
  const requests = actions.filter((action) => action.does === "erase");
  const erasers = startErasers(world, invoke, programs.forget, requests);
  const team = startTeam(world, invoke, programs.desk, actions.filter((action) => action.does === "work"), {
    caseOf: async (id) => (await responses.find(id))?.caseId,
    isBeingErased: (person) => requests.some((request) => request.person === person && start + request.afterMs <= timeline.now()),
  });

  await timeline.runUntil(start + faultsLastMs);
  faults.stop();
  trace.note("nothing goes wrong any more");
  do await timeline.runUntil(timeline.now() + restStepMs);
  while (!(await isAtRest()) && timeline.now() < start + longestRestMs);

  const observed = await observe(engines.table);
  const seen: Evidence = {
    ...observed,
    ...(await remainsIn(engines, requests.length > 0)),
    logged: peopleInLines(logs.lines()),
    left: leavers.left(),
    erasures: erasers.erased(),
    unerased: erasers.unanswered(),
    policy: world.policy,
    answers: senders.answers(),
    unanswered: senders.unanswered(),
    worked: team.worked(),
    unworked: team.unanswered(),
    isUndisturbed: faults.struck().length === 0,
    restedAt: timeline.now(),
    posts: engines.chat.posts(),
    mails: engines.mailer.mailed(),
    parked: [...observed.parked, ...route.givenUp(), ...rollUp.givenUp()],
    mailboxCanBeAsked,
    codes,
  };
  const broken = invariants.flatMap(({ name, promise, broken }) => {
    const where = broken(seen);
    return where.length === 0 ? [] : [{ invariant: name, promise, where }];
  });
  return { broken, actions, faults: faults.struck(), story: trace.story(), trace: trace.digest() };

  /** Nothing is on its way any more, and what is open stays so for good. */
  async function isAtRest(): Promise<boolean> {
    const isQuiet = [route, rollUp, workers.alerts, workers.followUps, events, leavers].every((source) => source.isIdle());
    if (!isQuiet || senders.unanswered().length > 0 || erasers.unanswered().length > 0 || team.unanswered().length > 0) return false;
    const { effects: open, looks } = await dynamoLedger(engines.table).due("9999", mostOpen);
    return looks.length === 0 && open.every((effect) => mayStayOpen(effect, timeline.now(), mailboxCanBeAsked));
  }
}

/** Sometimes as many codes as there may be promoters, mostly fewer. */
async function stockedCodes(table: Table, chance: Chance): Promise<number> {
  const codes = oneOf(chance, "codes", [1, 1, 2, 0]);
  if (codes > 0) await dynamoRewardStocks(table).add("gift", Array.from({ length: codes }, (_, at) => `GIFT-${at}`), 0);
  return codes;
}

function consumerOf(name: "alert" | "follow-up"): { readonly atATime: number; readonly batchSize: number } {
  const consumer = queueConsumers.find(({ to }) => to === name);
  if (consumer === undefined) throw new Error(`nobody works for ${name}`);
  return { atATime: consumer.maximumConcurrency, batchSize: consumer.batchSize };
}

/** How often what comes from the stream is offered again. */
function streamed(name: StreamConsumer["to"]): Pick<StreamConsumer, "sees" | "retries"> {
  const found = streamConsumers.find(({ to }) => to === name);
  if (found === undefined) throw new Error(`the stream has no consumer ${name}`);
  return { sees: found.sees, ...(found.retries === undefined ? {} : { retries: found.retries }) };
}
