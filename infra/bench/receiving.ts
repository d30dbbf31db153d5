import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { receiveApp } from "../../functions/receive/app.ts";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { variables } from "../../shared/environment.ts";
import { authenticateWith, formatKey, hashSecret } from "../../shared/http/api-key.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { startDynamoDb } from "../local/engines/dynamodb.ts";
import { writeWhole } from "../local/home.ts";
import { prepareTable } from "../local/table.ts";
import { readPolicySource } from "../policy-source.ts";
import { type Figure, median, ratioOf } from "./figure.ts";
import { cpuOf } from "./requests.ts";

const key = { id: "bench", name: "bench", source: "bench", scopes: ["write"], hash: hashSecret("bench"), createdAt: "2026-11-21T00:00:00Z", ratePerSecond: 1_000_000 } as const;
const apiKey = formatKey(key.id, "bench");
const requests = 400;
const pairs = 9;

/** P1: what receiving costs of a processor beside the reference, on the same engine. */
export async function receivingBesideReference(): Promise<Figure> {
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
    const next = (handler: typeof ours.handler) => cpuOf(handler, apiKey, requests, (n += requests));
    // Both are warm before anything counts.
    await next(ours.handler);
    await next(reference.handler);
    const measured = await ratioOf(pairs, () => next(ours.handler), () => next(reference.handler));
    return { id: "P1", what: "CPU of an accepted response ÷ reference", measured, bar: 1.25, unit: "×", gates: false };
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** P2: what receiving itself takes, with a store that says yes at once. */
export async function receivingAlone(): Promise<Figure> {
  const { policy } = readPolicySource("policy.yaml");
  const never = () => Promise.reject(new Error("not asked for"));
  let identity = 0;
  const handler = httpHandler(
    receiveApp({
      responses: { insert: () => Promise.resolve({ kind: "inserted" }), revise: never, claimKey: never, find: never, list: never, touch: never, isErased: () => Promise.resolve(false) },
      accounts: { find: never, merge: never },
      erasures: { includes: () => Promise.resolve(false) },
      authenticate: authenticateWith({ find: () => Promise.resolve(key) }, systemClock),
      clock: systemClock,
      digest,
      newIdentity: () => String((identity += 1)),
      bands: policy.bands,
      ratePerSecond: 1_000_000,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }),
  );
  await cpuOf(handler, apiKey, 5_000);
  const rounds: number[] = [];
  for (let round = 0; round < pairs; round += 1) rounds.push(await cpuOf(handler, apiKey, 2_000));
  return { id: "P2", what: "CPU of receive with a stub store", measured: median(rounds), bar: 100, unit: "µs", gates: false };
}
