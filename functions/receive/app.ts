import { Hono } from "hono";
import { type Account, presentAccount, viewAccount, writtenAccount } from "../../shared/domain/account.ts";
import type { Json } from "../../shared/domain/canonical-json.ts";
import { accountFieldsSchema, accountIdSchema } from "../../shared/domain/response.ts";
import { readableAddress } from "../../shared/http/address.ts";
import { type Authenticate, type Caller, guard } from "../../shared/http/api-key.ts";
import type { Accounts, ApiKey, Log, Responses } from "../../shared/ports.ts";
import { eachOf } from "../../shared/runtime/batch.ts";
import { badKey, isKey, mismatch } from "../../shared/http/idempotency-key.ts";
import { foreignCursor } from "../../shared/http/paging.ts";
import { noRoute } from "../../shared/http/methods.ts";
import { checked } from "../../shared/http/mistakes.ts";
import { type Problem, invalid, notAvailable, notFound, problem, problemBody, requestId, unavailable } from "../../shared/runtime/problem.ts";
import { queryOf } from "../../shared/http/query.ts";
import { listQuery } from "../../shared/http/response-query.ts";
import { type Accepting, type Acceptance, accept } from "../../shared/intake/accept.ts";
import { checkResponse } from "./check-body.ts";
import { type Read, parseJson, readText } from "../../shared/http/read-body.ts";
import { splitBatch } from "./split-batch.ts";
import { presentResponse } from "./present.ts";

/** What the HTTP side of receive is made of. */
export type Receiving = Accepting & {
  readonly responses: Responses;
  readonly accounts: Accounts;
  readonly authenticate: Authenticate;
  readonly log: Log;
  /** Requests per second of a key that has no figure of its own. */
  readonly ratePerSecond: number;
};

const kib = 1024;
const json = ["application/json"];
const largestBatch = 500;

/** `POST` and `GET /v1/responses`, `/v1/accounts`, `/healthz`. */
export function receiveApp(needs: Receiving): Hono<Caller> {
  const app = new Hono<Caller>();
  app.use(requestId());
  app.use(readableAddress());
  app.notFound(noRoute(app));
  app.onError(unavailable((error, request) => { needs.log.error("receive failed", error, { request }); }));

  app.get("/healthz", async (c) => {
    await needs.accounts.find("healthz");
    return c.json({ ok: true });
  });

  app.use("/v1/*", guard(needs));

  app.post("/v1/responses", async (c) => {
    const text = await readText(c, json, 64 * kib);
    if (!text.ok) return problem(c, text.problem);
    const parsed = parseJson(text.value);
    if (!parsed.ok) return problem(c, parsed.problem);
    const idempotencyKey = c.req.header("Idempotency-Key");
    const answer = await post(needs, c.get("key"), parsed.value, idempotencyKey);
    if (answer.kind === "problem") return problem(c, answer.problem);
    if (answer.kind === "replayed") c.header("Idempotent-Replayed", "true");
    return c.json(answer.receipt, 202);
  });

  app.post("/v1/responses/batch", async (c) => {
    if (c.req.header("Idempotency-Key") !== undefined) return problem(c, keyOnBatch);
    const text = await readText(c, [...json, "application/x-ndjson"], 4 * kib * kib);
    if (!text.ok) return problem(c, text.problem);
    const items = splitBatch(text.value, c.req.header("Content-Type"));
    if (!items.ok) return problem(c, items.problem);
    if (items.value.length > largestBatch) return problem(c, tooMany(items.value.length));
    const answers = await inOrderById(items.value, (item) => postItem(needs, c.get("key"), item));
    return c.json(
      answers.map((answer) =>
        answer.kind === "problem"
          ? { status: answer.problem.status, body: problemBody(answer.problem) }
          : { status: 202, body: answer.receipt, ...(answer.kind === "replayed" ? { replayed: true } : {}) },
      ),
      207,
    );
  });

  app.get("/v1/responses", async (c) => {
    const asked = queryOf(c);
    const query = asked.ok ? listQuery(asked.value) : asked;
    if (!query.ok) return problem(c, invalid(query.errors));
    const page = await needs.responses.list(query.value);
    if (page === "foreign cursor") return problem(c, foreignCursor);
    const { items, cursor } = page;
    return c.json({ items: items.map((response) => presentResponse({ response })), ...(cursor && { cursor }) });
  });

  app.get("/v1/responses/:id", async (c) => {
    const id = accountIdSchema.safeParse(c.req.param("id"));
    const found = id.success ? await needs.responses.find(id.data) : undefined;
    if (found !== undefined) return c.json(presentResponse(found));
    return id.success && (await needs.responses.isErased(id.data)) ? problem(c, erased) : notFound(c);
  });

  app.put("/v1/accounts/:id", async (c) => {
    const text = await readText(c, json, 64 * kib);
    if (!text.ok) return problem(c, text.problem);
    const parsed = parseJson(text.value);
    if (!parsed.ok) return problem(c, parsed.problem);
    const id = checked(accountIdSchema, c.req.param("id"));
    const fields = checked(accountFieldsSchema, parsed.value);
    if (!id.ok) return problem(c, invalid(id.errors.map(({ detail }) => ({ pointer: "", detail: `the id in the address ${detail}` }))));
    if (!fields.ok) return problem(c, invalid(fields.errors));
    const account = await needs.accounts.merge(writtenAccount(id.value, fields.value, needs.clock.now().toISOString()));
    return c.json(presentAccount(viewAccount(account)));
  });

  app.get("/v1/accounts/:id", async (c) => {
    const id = accountIdSchema.safeParse(c.req.param("id"));
    const account = id.success ? await needs.accounts.find(id.data) : undefined;
    return account === undefined || isForgotten(account) ? notFound(c) : c.json(presentAccount(viewAccount(account)));
  });

  return app;
}

type Answer = Extract<Acceptance, { receipt: unknown }> | { readonly kind: "problem"; readonly problem: Problem };

async function post(needs: Receiving, key: ApiKey, value: Json, idempotencyKey: string | undefined): Promise<Answer> {
  if (!isKey(idempotencyKey)) return { kind: "problem", problem: badKey };
  const checked = checkResponse(value, needs.clock.now().getTime());
  if (!checked.ok) return { kind: "problem", problem: invalid(checked.errors) };
  const acceptance = await accept(needs, {
    source: key.source,
    body: checked.value,
    json: value,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
  switch (acceptance.kind) {
    case "mismatch":
      return { kind: "problem", problem: mismatch };
    case "erased":
      return { kind: "problem", problem: erased };
    case "stored":
    case "replayed":
      return acceptance;
  }
}

/** One item of a batch: what fails for it alone is its own answer, so that nobody repeats what was stored. */
async function postItem(needs: Receiving, key: ApiKey, item: Read<Json>): Promise<Answer> {
  if (!item.ok) return { kind: "problem", problem: item.problem };
  try {
    return await post(needs, key, item.value, undefined);
  } catch (error) {
    needs.log.error("receive failed", error, { batch: true });
    return { kind: "problem", problem: notAvailable };
  }
}

/** How many posts of a batch are on their way at a time. */
const batchConcurrency = 16;

/** Items that name the same id keep their order, since the second corrects the first; the others overtake freely. */
async function inOrderById(
  items: readonly Read<Json>[],
  work: (item: Read<Json>) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const groups = Map.groupBy([...items.keys()], (at) => identityIn(items[at]) ?? at);
  await eachOf([...groups.values()], batchConcurrency, async (group) => {
    for (const at of group) {
      const item = items[at];
      if (item !== undefined) answers[at] = await work(item);
    }
  });
  return answers;
}

function identityIn(item: Read<Json> | undefined): string | undefined {
  const value = item?.ok === true ? item.value : undefined;
  const id = typeof value === "object" && value !== null && "id" in value ? value["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

function isForgotten({ id: _, ...facts }: Account): boolean {
  return Object.keys(facts).length === 0;
}

const erased: Problem = {
  status: 410,
  type: "erased",
  title: "Erased",
  detail: "This respondent, or the response of this identity, was erased and does not come back. Do not send it again.",
};

const keyOnBatch: Problem = {
  status: 422,
  type: "idempotency-key-on-batch",
  title: "No Idempotency-Key on a batch",
  detail: "The items of a batch are independent: give each an id of its own instead of an Idempotency-Key for all.",
};

function tooMany(count: number): Problem {
  return {
    status: 413,
    type: "too-large",
    title: "Too large",
    detail: `A batch may have at most ${largestBatch} items; this one has ${count}.`,
  };
}
