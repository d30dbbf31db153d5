import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { variables } from "../../shared/environment.ts";
import { startDynamoDb } from "../local/engines/dynamodb.ts";
import { writeWhole } from "../local/home.ts";
import { prepareTable } from "../local/table.ts";
import { readPolicySource } from "../policy-source.ts";
import { type Figure, median, ratioOf, told } from "./figure.ts";
import { cpuOf } from "./requests.ts";
import { sharesOf } from "./shares.ts";
import { apiKey, bareHandler, key, stubbedReceive } from "./stubbed.ts";

const requests = 400;
const pairs = 9;

/** P1: what receiving costs of a processor beside the reference, on the same engine, and where that goes. */
export async function receivingBesideReference(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-bench-"));
  const engine = await startDynamoDb({ folder });
  try {
    writeWhole(join(folder, "policy.json"), readPolicySource("policy.yaml").sealed);
    Object.assign(process.env, {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      [variables.table]: "bench",
      [variables.policy]: join(folder, "policy.json"),
      [variables.pseudonymsSecret]: "not asked for",
    });
    await prepareTable(engine.endpoint, "bench");
    await dynamoApiKeys(openTable("bench")).create(key);
    const [ours, reference] = await Promise.all([import("../../functions/receive/handler.ts"), import("./reference.ts")]);
    let n = 0;
    const next = (handler: typeof ours.handler, times = requests) => cpuOf(handler, apiKey, times, (n += requests));
    // Both are warm before anything counts.
    await next(ours.handler);
    await next(reference.handler);
    const measured = await ratioOf(pairs, () => next(ours.handler), () => next(reference.handler));
    return [
      { id: "P1", what: "CPU of an accepted response ÷ reference", measured, bar: 1.25, unit: "×", gates: false },
      ...(await sharesOf(() => next(ours.handler, requests / 2))),
    ];
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** P2: what receiving itself takes, with a store that says yes at once; HTTP alone beside it says what this machine makes of a microsecond. */
export async function receivingAlone(): Promise<readonly Figure[]> {
  const [ours, bare] = [stubbedReceive(), bareHandler()];
  const rounds: { readonly ours: number; readonly bare: number }[] = [];
  for (let round = 0; round <= pairs; round += 1) rounds.push({ ours: await cpuOf(ours, apiKey, 2_000), bare: await cpuOf(bare, apiKey, 2_000) });
  // In the first, everything becomes warm.
  const warm = rounds.slice(1);
  return [
    { id: "P2", what: "CPU of receive with a stub store", measured: median(warm.map((round) => round.ours)), bar: 100, unit: "µs", gates: false },
    told("P2", "of that: HTTP, Hono", median(warm.map((round) => round.bare)), "µs"),
  ];
}
