import type { followUp } from "../../../functions/follow-up/follow-up.ts";
import { dynamoCasework } from "../../../shared/adapters/dynamodb/casework.ts";
import { dynamoDrafts } from "../../../shared/adapters/dynamodb/drafts.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { promiseItems } from "../../../shared/adapters/dynamodb/promise-items.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoRewardStocks } from "../../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Mail } from "../../../shared/ports.ts";
import { copies } from "../../support/domain.ts";

type Needs = Parameters<typeof followUp>[0];

/** The world of follow-ups over a table, in which every mail arrives. @param now ISO 8601 */
export function followingOver(table: Table, policy: Policy, now: () => string): Needs & { readonly mails: readonly Mail[] } {
  const mails: Mail[] = [];
  return {
    mails,
    responses: dynamoResponses(table),
    ledger: dynamoLedger(table, promiseItems),
    suppressions: dynamoSuppressions(table),
    drafts: dynamoDrafts(table),
    stocks: dynamoRewardStocks(table),
    cases: dynamoCasework(table),
    queues: { wake: () => Promise.resolve(), followUp: () => Promise.resolve() },
    pseudonymOf: (address) => Promise.resolve(`pseudonym-of-${address}`),
    policy,
    mailer: {
      send: (mail) => {
        mails.push(mail);
        return Promise.resolve({ kind: "sent", receipt: { messageId: "m1" } });
      },
      lookUp: () => Promise.resolve({ kind: "found", receipt: { messageId: "m0" } }),
    },
    copies,
    digest: (text) => text,
    clock: { now: () => new Date(now()) },
    rewardLink: () => Promise.resolve("https://example.com/m/1"),
    recoveryLink: (effectId) => Promise.resolve(`https://example.com/m/${effectId}`),
    unsubscribeLink: (effectId, pseudonym) => Promise.resolve(`https://example.com/m/${effectId}/${pseudonym}`),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
}
