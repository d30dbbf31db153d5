/**
 * Every operation, asked in ways nobody should: whatever comes in, it answers within its contract and never
 * with a 5xx. `FUZZ_CASES` asks more of each operation, `FUZZ_SEED` asks the same again.
 */
import * as fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openApiOf } from "../../infra/openapi/api-documents.ts";
import { readPolicySource } from "../../infra/policy-source.ts";
import { apiOf } from "../outside/support/api.ts";
import { answer } from "../outside/support/answers.ts";
import { say } from "../outside/support/say.ts";
import * as expected from "./support/expected.ts";
import { deskOperations, visitDesk } from "./support/desk-operations.ts";
import { type Operation, operationsOf } from "./support/operations.ts";
import { type Answered, type Asked, type Door, type Pipeline, startPipeline } from "./support/pipeline.ts";

const cases = Number(process.env["FUZZ_CASES"] ?? 100);
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

/** What any request may be told: it was at fault. */
const refusals = [400, 401, 403, 404, 405, 413, 415, 422];

let pipeline: Pipeline;
let operations: readonly Operation[];
const counted = new Map<string, number>();

beforeAll(async () => {
  pipeline = await startPipeline();
  const api = apiOf(pipeline);
  const promoter = await api.accepted(answer(10));
  const detractor = await api.settled((await api.accepted(answer(1))).id);
  const known = { response: promoter.id, case: detractor.caseId ?? "" };
  operations = [...operationsOf(pipeline, known), ...deskOperations(await visitDesk(pipeline), known)];
  say(`seed ${seed}, ${cases} requests an operation`);
});
afterAll(async () => {
  say([...counted].sort().map(([what, times]) => `${what}: ${times}`).join(", "));
  await pipeline.stop();
});

/** Everything that is wrong with an answer; empty when the operation may say so. */
function faults({ answers, isPage = false }: Operation, { method }: Asked, { status, headers, text }: Answered): string[] {
  const wrong: string[] = [];
  const type = headers["content-type"] ?? "";
  if (!/^req_[0-9a-f-]{36}$/.test(headers["x-request-id"] ?? "")) wrong.push("it has no X-Request-Id");
  const may = answers[status] ?? (refusals.includes(status) ? (isPage ? "page" : expected.problem) : undefined);
  if (may === undefined) return [...wrong, `${status} is none of its answers`];
  if (method === "HEAD") return text === "" ? wrong : [...wrong, "it answers HEAD with a body"];
  if (may === "anything") return wrong;
  if (may === "nothing") return text === "" ? wrong : [...wrong, "it says something"];
  if (may === "page") return type.startsWith("text/html") ? wrong : [...wrong, `it answers with ${type} instead of a page`];
  const wanted = status >= 400 ? "application/problem+json" : "application/json";
  if (type !== wanted) return [...wrong, `it answers with ${type} instead of ${wanted}`];
  const body = parsed(text);
  const checked = may.safeParse(body);
  if (!checked.success) return [...wrong, ...checked.error.issues.map(({ path, message }) => `/${path.join("/")}: ${message}`)];
  const told = expected.problem.safeParse(body);
  if (told.success && told.data.status !== status) wrong.push(`it says ${told.data.status} in a ${status}`);
  if (told.success && told.data.type.endsWith("/invalid") && told.data.errors === undefined) wrong.push("it does not say what is invalid");
  return wrong;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function check(operation: Operation, door: Door, asked: Asked): Promise<void> {
  const answered = await door(asked);
  if (answered === undefined) return;
  counted.set(String(answered.status), (counted.get(String(answered.status)) ?? 0) + 1);
  const wrong = faults(operation, asked, answered);
  if (wrong.length > 0) throw new Error(`${wrong.join("; ")}\n${asked.method} ${asked.target.slice(0, 200)} ${JSON.stringify(asked.headers)}\n${Buffer.from(asked.body).toString().slice(0, 2_000)}\n→ ${answered.status} ${answered.text.slice(0, 1_000)}`);
}

const names = [
  "POST /v1/responses", "POST /v1/responses/batch", "GET /v1/responses", "GET /v1/responses/:id", "PUT /v1/accounts/:id", "GET /v1/accounts/:id", "GET /healthz", "GET /openapi.json", "GET /docs",
  "GET /v1/cases", "GET /v1/cases/:id", "POST /v1/cases/:id/events", "GET /v1/scores", "GET /v1/loop", "POST /v1/invitations", "GET /v1/invitations", "POST /v1/referrals", "GET /v1/referrals/:code", "POST /v1/respondents/erase", "POST /v1/respondents/export",
  "POST /v1/suppressions/add", "POST /v1/suppressions/remove", "POST /v1/suppressions/show",
  "POST /slack/interactions", "POST /slack/commands", "POST /slack/events", "GET /m/:token", "POST /m/:token", "* /v1/*",
  "GET /desk", "GET /desk/cases", "GET /desk/cases.csv", "GET /desk/cases/:id", "POST /desk/cases/:id/events", "POST /desk/cases/:id/drafts", "GET /desk/responses", "GET /desk/responses.csv", "GET /desk/responses/:id",
  "GET /desk/messages", "POST /desk/messages/:effectId/decide", "GET /desk/setup", "GET /desk/sign-in", "POST /desk/sign-in", "GET /desk/sign-in/begin", "GET /desk/sign-in/slack", "POST /desk/sign-out", "GET /desk/style/:file",
];

describe.each(["a laptop's port", "AWS's gateway"] as const)("through %s", (way) => {
  it.each(names)("keeps its contract whatever it is asked: %s", async (name) => {
    const operation = operations.find((candidate) => candidate.name === name)!;
    const door = pipeline.doors[way];
    // An erasure takes seconds, as it must.
    const runs = name.endsWith("/erase") ? Math.ceil(cases / 10) : cases;
    await Promise.all([0, 1, 2, 3].map((worker) => fc.assert(fc.asyncProperty(operation.asked, (asked) => check(operation, door, asked)), { seed: seed + worker, numRuns: Math.ceil(runs / 4), endOnFailure: cases > 1_000 })));
  });
});

it("has asked every operation that there is", () => {
  const served = Object.values(pipeline.functions).flatMap(({ app }) => namesOf(app));
  expect([...new Set(served)].sort()).toEqual(names.filter((name) => !name.startsWith("*")).sort());
});

it("has asked every operation that the API's document has", () => {
  const described = Object.entries(openApiOf(readPolicySource("policy.yaml").policy).paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`));
  expect([...described].sort()).toEqual(names.filter((name) => !/^\*|\/(?:slack|m)\/|\/desk/.test(name)).sort());
});

it("shows the desk's page after all that", async () => {
  const answered = await pipeline.doors["a laptop's port"]({ method: "GET", target: "/desk", headers: [], body: new Uint8Array() });
  expect([answered?.status, answered?.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
});

it("has taken nothing in that cannot be worked", () => {
  // How long a function takes is a matter of what else the machine does.
  expect(pipeline.failures.filter((failure) => !failure.includes("timed out"))).toEqual([]);
});

/** The routes of an application by method and path; what stands before routes has a star in its path. */
function namesOf({ routes }: Hono): string[] {
  return routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*")).map(({ method, path }) => `${method} ${path}`);
}
