import { Hono } from "hono";
import { addCases } from "../../../functions/desk/pages/cases/cases.tsx";
import type { DeskEnv } from "../../../functions/desk/pages/desk-env.ts";
import { guard } from "../../../functions/desk/pages/guard.tsx";
import { dynamoCasework } from "../../../shared/adapters/dynamodb/casework.ts";
import { dynamoDrafts } from "../../../shared/adapters/dynamodb/drafts.ts";
import { dynamoHistories } from "../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { memoryChat } from "../../../shared/adapters/memory/chat.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import { memoryWorkQueues } from "../../../shared/adapters/memory/work-queues.ts";
import type { Session, Visitor } from "../../../shared/desk-ports.ts";
import type { AccountView } from "../../../shared/domain/account.ts";
import { cardOf } from "../../../shared/domain/draft.ts";
import { plan } from "../../../shared/domain/plan.ts";
import type { Policy, PolicySource } from "../../../shared/domain/policy.ts";
import type { Response } from "../../../shared/domain/response.ts";
import { policyWith, responseWith } from "../../support/domain.ts";

/** A Monday, when people work. */
export const monday = "2026-11-23T10:00:00.000Z";

export const mia: Visitor = { id: "U0MIA", name: "Mia Berg", email: "mia@us.example" };
export const jonas: Visitor = { id: "U0JONAS", name: "Jonas Ott", email: "jonas@us.example" };
export const lead: Visitor = { id: "U0LEA", name: "Lea Lead", email: "lea@us.example" };
export const operator: Visitor = { id: "U0OP", name: "Olga Operator" };
/** Whoever sits at a laptop whose workspace is a real one. */
export const local: Visitor = { id: "local", name: "You", email: "local@us.example" };

/** The policy with its roles given to those people, and with other parts replaced. */
export function deskPolicy(change: (source: PolicySource) => PolicySource = (source) => source): Policy {
  return policyWith((source) => change({ ...source, desk: { roles: { lead: [lead.id], csm: [mia.id, jonas.id, "local@us.example"], operator: [operator.id] } } }));
}

export const acme: AccountView = { id: "acme", name: "Acme", owner: { email: "mia@us.example" }, mrr: { amount: 1_000, currency: "EUR" } };

const cookieOf = (visitor: Visitor) => `desk=${Buffer.from(JSON.stringify({ id: `session-of-${visitor.id}`, visitor })).toString("base64url")}`;

/** The desk's pages about cases over engines in memory, with a case (`case_1`) of Lin at Acme that Mia owns and nobody has taken. */
export async function openCases(policy: Policy = deskPolicy()) {
  const clock = { at: Date.parse(monday), now: () => new Date(clock.at) };
  const errors: string[] = [];
  const table = memoryTable({ definition: tableDefinition, now: clock.now });
  const members = new Map([["mia@us.example", "U0MIA"], ["jonas@us.example", "U0JONAS"], ["lea@us.example", "U0LEA"]]);
  const chat = memoryChat({ now: clock.now, settleMs: 0, team: "T0LOCAL", members, groups: new Map([["S0CSM", ["U0MIA"]]]) });
  const queues = memoryWorkQueues({ now: clock.now, visibilityTimeoutSeconds: 48, maxReceiveCount: 5 });
  const stores = { cases: dynamoCasework(table), responses: dynamoResponses(table), ledger: dynamoLedger(table), drafts: dynamoDrafts(table), suppressions: dynamoSuppressions(table) };
  let identities = 0;
  const needs = {
    ...stores,
    chat,
    queues,
    pseudonymOf: (address: string) => Promise.resolve(`pseudonym-of-${address}`),
    policy,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: (event: string, error: unknown) => { errors.push(`${event}: ${String(error)}`); } },
    sessions: {
      seal: (session: Session) => Promise.resolve(Buffer.from(JSON.stringify(session)).toString("base64url")),
      open: (sealed: string) => Promise.resolve(JSON.parse(Buffer.from(sealed, "base64url").toString()) as Session),
      formToken: ({ id }: Session) => Promise.resolve(`token-of-${id}`),
    },
    signIn: { address: () => Promise.resolve(undefined), admit: () => Promise.resolve({ kind: "refused" as const, because: "" }) },
    localPeople: [],
    newIdentity: () => `identity-${(identities += 1)}`,
    publicUrl: "http://desk.example",
    elsewhere: [],
  };
  const pages = new Hono<DeskEnv>();
  pages.use(guard(needs));
  addCases(pages, needs);
  const app = new Hono().route("/desk", pages);

  /** @param account as the directory has it, with what is not said of it in the answer */
  const arrive = async (response: Response, account?: AccountView) => {
    await stores.responses.insert(response);
    const history = { ...(await dynamoHistories(table, stores).of(response)), ...(account === undefined ? {} : { account }) };
    await dynamoPlans(table).commit(plan(response, history, policy), response, history);
  };
  /** Cases of so many people, a second apart, all of them newer. */
  const arriveMany = async (people: number) => {
    for (let at = 1; at <= people; at += 1) {
      const receivedAt = new Date(Date.parse(monday) + at * 1_000).toISOString();
      await arrive(responseWith({ respondent: { id: `p${at}` } }, { id: `rsp_p${at}`, receivedAt, submittedAt: receivedAt }));
    }
  };
  await arrive(responseWith({ account: { id: "acme" }, comment: "It is slow", respondent: { id: "u_91", email: "lin@acme.example", name: "Lin" } }, { receivedAt: monday, submittedAt: monday }), acme);

  const get = (path: string, visitor: Visitor = mia, headers: Record<string, string> = {}) => app.request(`http://desk.example${path}`, { headers: { Cookie: cookieOf(visitor), ...headers } });
  const post = (path: string, fields: Record<string, string>, visitor: Visitor = mia, more: Record<string, string> = {}) =>
    app.request(`http://desk.example${path}`, {
      method: "POST",
      headers: { Cookie: cookieOf(visitor), "Content-Type": "application/x-www-form-urlencoded", ...more },
      body: new URLSearchParams({ formToken: `token-of-session-of-${visitor.id}`, once: needs.newIdentity(), ...fields }).toString(),
    });
  /** Sends a form of the page of `case_1`. */
  const act = (event: string, fields: Record<string, string> = {}, visitor: Visitor = mia) => post("/desk/cases/case_1/events", { event, ...fields }, visitor);
  const textOf = async (path: string, visitor: Visitor = mia, headers: Record<string, string> = {}) => (await get(path, visitor, headers)).text();

  /** Has the mail of `case_1` wait for approval, as policy mode `approve` does. */
  const offerDraft = async () => {
    const [message] = (await stores.ledger.ofResponse("rsp_1")).filter(({ kind }) => kind === "follow_up");
    const subject = await stores.cases.find("case_1");
    const card = cardOf(message!, subject, "#customer-feedback", monday);
    await stores.drafts.offer([message!], { card: card.id, revision: 1, language: "de", subject: "Danke", text: "Hallo <Lin>", ending: "Wir", expiresAt: "2026-11-25T10:00:00.000Z" }, card);
    return `${message!.id}:1`;
  };
  return { ...stores, table, queues, chat, clock, errors, arrive, arriveMany, get, post, act, textOf, offerDraft };
}
