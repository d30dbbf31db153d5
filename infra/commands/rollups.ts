/** `npm run rollups`: compares the tallies that scores are read from with the responses, or makes them anew. */
import { setTimeout as sleep } from "node:timers/promises";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { reaching } from "./support/reaching.ts";
import { readRollupsCommand } from "./support/rollups/arguments.ts";
import { type Times, workRollups } from "./support/rollups/work-rollups.ts";
import { policyHere } from "./support/suppressions/policy-here.ts";

/** Longer than a request may take. On a stage, counting waits a minute for more to come together. */
const flightMs = 11_000;
const here: Times = { skewMs: 0, flightMs, patienceMs: 60_000, lagMs: 15_000, pauseMs: 1_000 };
const away: Times = { skewMs: 60_000, flightMs, patienceMs: 15 * 60_000, lagMs: 180_000, pauseMs: 20_000 };

await runCommand(async () => {
  const command = readRollupsCommand(process.argv.slice(2));
  const policy = policyHere(process.env);
  const { kind, place, table, dynamoDb } = await findDeployment(process.env);
  const times = kind === "laptop" ? here : away;
  const tell = (line: string) => { console.log(line); };
  const needs = { place, policy, table: openTable(table, dynamoDb), clock: systemClock, sleep: (ms: number) => sleep(ms), tell, times };
  console.log(await reaching(`The rollups at ${place}`, () => workRollups(command, needs)));
});
