import { Hono } from "hono";
import { deskPages } from "../../../functions/desk/pages/desk-pages.ts";
import { dynamoAccounts } from "../../../shared/adapters/dynamodb/accounts.ts";
import { dynamoApiKeys } from "../../../shared/adapters/dynamodb/api-keys.ts";
import { dynamoBookshelf } from "../../../shared/adapters/dynamodb/bookshelf.ts";
import { dynamoDrafts } from "../../../shared/adapters/dynamodb/drafts.ts";
import { dynamoExaminations } from "../../../shared/adapters/dynamodb/examinations.ts";
import { dynamoParking } from "../../../shared/adapters/dynamodb/parking.ts";
import { dynamoRewardStocks } from "../../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { dynamoCasework } from "../../../shared/adapters/dynamodb/casework.ts";
import { dynamoHistories } from "../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSecondThoughts } from "../../../shared/adapters/dynamodb/second-thoughts.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { dynamoTallies } from "../../../shared/adapters/dynamodb/tallies.ts";
import { memoryChat } from "../../../shared/adapters/memory/chat.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import type { Session, Visitor } from "../../../shared/desk-ports.ts";
import { plan } from "../../../shared/domain/plan.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Response } from "../../../shared/domain/response.ts";
import type { FollowUpTask, WakeUp } from "../../../shared/domain/work-message.ts";
import { policyWith } from "../../support/domain.ts";

/** A Monday at noon in Berlin's winter. */
export const monday = "2026-11-23T11:00:00.000Z";

export const mia: Visitor = { id: "U0MIA", name: "Mia Berg" };
export const lead: Visitor = { id: "U0LEA", name: "Lea Lead" };
export const operator: Visitor = { id: "U0OP", name: "Olga Operator" };
/** An operator who also sees customers. */
export const both: Visitor = { id: "U0BOTH", name: "Bo Both" };

/** The policy in Berlin, with its roles given to those people. */
export const policy: Policy = policyWith((source) => ({ ...source, timeZone: "Europe/Berlin", desk: { roles: { lead: [lead.id], csm: [mia.id, both.id], operator: [operator.id, both.id] } } }));

const cookieOf = (visitor: Visitor) => `desk=${Buffer.from(JSON.stringify({ id: `session-of-${visitor.id}`, visitor })).toString("base64url")}`;

/** The desk's pages over a table in memory, with queues that tell what came into them. */
export function openDesk() {
  const clock = { at: Date.parse(monday), now: () => new Date(clock.at) };
  const errors: string[] = [];
  const queued: (FollowUpTask | WakeUp)[] = [];
  /** What does not answer just now. */
  const broken = { queues: false };
  const table = memoryTable({ definition: tableDefinition, now: clock.now });
  const stores = { cases: dynamoCasework(table), responses: dynamoResponses(table), ledger: dynamoLedger(table), accounts: dynamoAccounts(table), thoughts: dynamoSecondThoughts(table), tallies: dynamoTallies(table) };
  const pages = deskPages({
    ...stores,
    invitations: { read: () => Promise.resolve([]) },
    queues: {
      wake: (wakeUps) => Promise.resolve(void queued.push(...wakeUps)),
      followUp: (tasks) => (broken.queues ? Promise.reject(new Error("no queue")) : Promise.resolve(void queued.push(...tasks))),
    },
    digest: (text) => text,
    drafts: dynamoDrafts(table),
    suppressions: dynamoSuppressions(table),
    pseudonymOf: (address) => Promise.resolve(address),
    chat: memoryChat({ now: clock.now, settleMs: 0, channels: ["customer-feedback"] }),
    keys: dynamoApiKeys(table),
    stocks: dynamoRewardStocks(table),
    parking: dynamoParking(table),
    bookshelf: dynamoBookshelf(table),
    examinations: dynamoExaminations(table),
    policy,
    timeZone: policy.timeZone,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: (event, error) => { errors.push(`${event}: ${String(error)}`); } },
    sessions: {
      seal: (session) => Promise.resolve(Buffer.from(JSON.stringify(session)).toString("base64url")),
      open: (sealed) => Promise.resolve(JSON.parse(Buffer.from(sealed, "base64url").toString()) as Session),
      formToken: ({ id }) => Promise.resolve(`token-of-${id}`),
    },
    signIn: { address: () => Promise.resolve(undefined), admit: () => Promise.resolve({ kind: "refused", because: "" }) },
    localPeople: [],
    newIdentity: () => "identity",
    publicUrl: "http://desk.example",
    elsewhere: [],
  });
  const app = new Hono().route("/desk", pages);
  const get = (path: string, visitor: Visitor = lead) => app.request(`http://desk.example${path}`, { headers: { Cookie: cookieOf(visitor) } });
  const post = (path: string, fields: Record<string, string>, visitor: Visitor = operator, formToken = `token-of-session-of-${visitor.id}`) =>
    app.request(`http://desk.example${path}`, { method: "POST", headers: { Cookie: cookieOf(visitor), "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ formToken, ...fields }).toString() });
  return {
    ...stores,
    table,
    clock,
    errors,
    broken,
    queued,
    get,
    post,
    textOf: async (path: string, visitor?: Visitor) => (await get(path, visitor)).text(),
    /** Has a response come in, and be planned. */
    arrive: async (response: Response) => {
      await stores.responses.insert(response);
      const history = await dynamoHistories(table, stores).of(response);
      await dynamoPlans(table).commit(plan(response, history, policy), response, history);
    },
  };
}

/** The cells of a page's first table, row by row, without their markup. */
export function rowsIn(page: string): readonly (readonly string[])[] {
  const body = /<tbody>(.*?)<\/tbody>/s.exec(page)?.[1] ?? "";
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = ""]) => cell.replaceAll(/<[^>]+>/g, "").trim()));
}
