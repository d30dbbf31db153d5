/**
 * `npm run test:deployed`: deploys the pipeline with CDK onto a local AWS that is not ours, and looks at it
 * from outside. Beside the tests it judges the roles: a call that a function's role does not allow fails it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { changedPolicy } from "../outside/support/policies.ts";
import { deploy } from "./support/cdk.ts";
import { startDoor } from "./support/door.ts";
import { watchFunctions } from "./support/functions.ts";
import { type Lane, laneVariable, runCommand } from "./support/lane.ts";
import { clientOf } from "./support/local-aws.ts";
import { startMiniStack } from "./support/ministack.ts";
import { path, project } from "./support/program.ts";
import { preparePython } from "./support/python.ts";
import { sesOn } from "./support/ses.ts";
import { startSlack } from "./support/slack.ts";
import { verdict } from "./support/verdict.ts";

const stage = "dev";
const stack = `afterscore-${stage}`;
const say = (line: string) => process.stdout.write(`${line}\n`);

// A signal alone ends a process without its `exit` event, and at that event MiniStack is killed.
process.on("SIGINT", () => process.exit(130));
const prepared = await preparePython();
if (prepared.kind === "missing") say(`test:deployed was skipped: nothing was deployed or tested. To run it, ${prepared.todo}.`);
else process.exitCode = await runLane(prepared.python);

async function runLane(python: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-deployed-"));
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
  try {
    const aws = await startMiniStack({ python, folder });
    stops.push(aws.stop);
    const slack = await startSlack();
    stops.push(slack.stop);
    const deployed = await deploy({ stack, endpoint: aws.endpoint, folder, policy: lanePolicy(folder) });
    say(`deployed ${stack} after ${seconds()}${deployed.leftOut.length === 0 ? "" : `, without ${deployed.leftOut.join(", ")}`}`);
    const ses = sesOn(aws.endpoint);
    stops.push(ses.stop);
    await ses.retargetRules();
    const door = await startDoor({ aws: aws.endpoint, apiUrl: deployed.outputs["ApiUrl"] ?? "", ses });
    stops.push(door.stop);
    const functions = await watchFunctions({ endpoint: aws.endpoint, prefix: `${stack}-`, ses, variables: { PUBLIC_URL: door.url, SLACK_API_URL: slack.apiUrl, SETTLE_MS: "1000" } });
    stops.push(...functions.map((watched) => watched.stop));
    await keepSlackSecret(aws.endpoint, slack);
    const { stop: _, ...workspace } = slack;
    const reached = { stage, url: door.url, slack: workspace, aws: aws.endpoint };
    const failed = await test({ ...reached, apiKey: await createKey(reached) });
    const roles = verdict(functions, process.argv.slice(2).every((word) => word.startsWith("--")));
    for (const line of roles.lines) say(line);
    if (failed) say(aws.log().split("\n").filter((line) => /WARN|ERROR/.test(line)).slice(-40).join("\n"));
    say(`test:deployed took ${seconds()}`);
    return failed || roles.wrong ? 1 : 0;
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Messages go at once, and any number to an address; whoever's case is resolved is asked about it; cases have their time at any hour, normal ones two seconds of it; there is a pool of codes, and each day is told of; the rest is the policy that is shipped. */
function lanePolicy(folder: string): string {
  return changedPolicy(folder, [
    ["delays: { detractor: 30m, passive: 1h, promoter: 10m }", "delays: { detractor: 0s, passive: 0s, promoter: 0s }"],
    ["oncePer: 7d", "oncePer: 0s"],
    ["afterResolution: off", "afterResolution: { after: 1s }"],
    [`quietHours: { start: "20:00", end: "08:00" }`, "quietHours: off"],
    [`hours:\n    timeZone: UTC\n    days: [1, 2, 3, 4, 5] # Monday is 1\n    start: "09:00"\n    end: "18:00"\n    holidays: []`, "hours: always"],
    ["normal: { acknowledge: 8h, resolve: 40h }", "normal: { acknowledge: 2s, resolve: 40h }"],
    // What runs second is given to nobody, and its stock is watched all the same.
    ["\n# What is told of the scores", "    - { id: gift, kind: code_pool, title: A gift, terms: One each. }\n\n# What is told of the scores"],
    ["digests:\n", `digests:\n  - { id: yesterday, every: day, at: "00:00", segment: plan }\n`],
  ]);
}

async function keepSlackSecret(endpoint: string, { token, signingSecret }: Lane["slack"]): Promise<void> {
  const SecretString = JSON.stringify({ botToken: token, signingSecret });
  await new SecretsManagerClient(clientOf(endpoint)).send(new PutSecretValueCommand({ SecretId: `afterscore/${stage}/slack`, SecretString }));
}

async function createKey(lane: Omit<Lane, "apiKey">): Promise<string> {
  const { said } = await runCommand(lane, "keys", ["create", "--name", "lane", "--source", "lane", "--scopes", "write,read"]);
  const key = /\bas_[A-Za-z0-9]+_[A-Za-z0-9_-]+/.exec(said)?.[0];
  if (key === undefined) throw new Error(`no key in: ${said}`);
  return key;
}

/** @returns whether a test failed */
async function test(lane: Lane): Promise<boolean> {
  const child = spawn(`${project}node_modules/.bin/vitest`, ["run", "--config", "vitest.deployed.config.ts", ...process.argv.slice(2)], {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: path, [laneVariable]: JSON.stringify(lane) },
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code !== 0;
}
