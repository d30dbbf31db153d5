import { createHmac } from "node:crypto";
import { interactApp } from "../../../functions/interact/app.ts";
import { dynamoCasework } from "../../../shared/adapters/dynamodb/casework.ts";
import { dynamoHistories } from "../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoDrafts } from "../../../shared/adapters/dynamodb/drafts.ts";
import { dynamoStorms } from "../../../shared/adapters/dynamodb/storms.ts";
import { dynamoTallies } from "../../../shared/adapters/dynamodb/tallies.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { memoryChat } from "../../../shared/adapters/memory/chat.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import { memoryViews } from "../../../shared/adapters/memory/views.ts";
import { memoryWorkQueues } from "../../../shared/adapters/memory/work-queues.ts";
import { plan } from "../../../shared/domain/plan.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Response } from "../../../shared/domain/response.ts";
import { policyWith, responseWith } from "../../support/domain.ts";
import { form, now } from "../../support/slack-payloads.ts";

export const secret = "8f742231b10e8888abcd99yyyzzz85a5";
/** The one from before it was rotated. */
export const older = "1f2e3d4c5b6a79881f2e3d4c5b6a7988";

export const sign = (body: string | Uint8Array, timestamp: string | number, key = secret) =>
  `v0=${createHmac("sha256", key).update(`v0:${timestamp}:`).update(body).digest("hex")}`;

/** Slack's door over engines in memory, with a case (`case_1`) that Mia owns and nobody has taken. */
export async function openDoor(policy: Policy = policyWith()) {
  const clock = { at: Date.parse(now), now: () => new Date(clock.at) };
  const errors: string[] = [];
  const table = memoryTable({ definition: tableDefinition, now: clock.now });
  const members = new Map([["mia@us.example", "U0MIA"], ["jonas@us.example", "U0JONAS"]]);
  const chat = memoryChat({ now: clock.now, settleMs: 0, channels: ["0CUSTOME", "C0CUSTOME", "customer-feedback"], team: "T0LOCAL", members, groups: new Map([["S0CSM", ["U0MIA"]]]) });
  const shown = memoryViews();
  const slow = () => Promise.reject(new Error("Slack is slow"));
  const views = {
    ...shown,
    /** Whether nothing that is open can be drawn anew. */
    failing: false,
    update: (id: string, view: object) => (views.failing ? slow() : shown.update(id, view)),
    showHome: (user: string, view: object) => (views.failing ? slow() : shown.showHome(user, view)),
  };
  const queues = memoryWorkQueues({ now: clock.now, visibilityTimeoutSeconds: 48, maxReceiveCount: 5 });
  const stores = { cases: dynamoCasework(table), responses: dynamoResponses(table), tallies: dynamoTallies(table), ledger: dynamoLedger(table), storms: dynamoStorms(table), drafts: dynamoDrafts(table), suppressions: dynamoSuppressions(table) };
  const app = interactApp({
    ...stores,
    chat,
    views,
    queues,
    pseudonymOf: (address) => Promise.resolve(`pseudonym-of-${address}`),
    policy,
    timeZone: policy.timeZone,
    signingSecrets: () => Promise.resolve([secret, older]),
    clock,
    log: { info: () => undefined, warn: () => undefined, error: (event, error) => { errors.push(`${event}: ${String(error)}`); } },
  });
  const arrive = async (response: Response) => {
    await stores.responses.insert(response);
    const account = response.body.account?.owner === undefined ? {} : { account: { id: response.body.account.id, owner: response.body.account.owner } };
    const history = { ...(await dynamoHistories(table, stores).of(response)), ...account };
    await dynamoPlans(table).commit(plan(response, history, policy), response, history);
  };
  await arrive(responseWith({ account: { id: "acme", owner: { email: "mia@us.example" } } }, { receivedAt: now }));
  const post = (path: string, body: string, headers: Record<string, string> = {}) => {
    const seconds = Math.floor(clock.at / 1000);
    return app.request(path, { method: "POST", body, headers: { "X-Slack-Request-Timestamp": String(seconds), "X-Slack-Signature": sign(body, seconds), ...headers } });
  };
  return { ...stores, arrive, clock, chat, views, errors, post, interact: (payload: unknown) => post("/slack/interactions", form(payload)) };
}
