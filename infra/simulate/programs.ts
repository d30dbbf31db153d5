import type { DynamoDBBatchResponse, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { alertRecords } from "../../functions/alert/record.ts";
import { sweep } from "../../functions/escalate/run.ts";
import { followUpRecords } from "../../functions/follow-up/record.ts";
import { erase } from "../../functions/forget/erase.ts";
import type { WorkedCase } from "../../shared/casework/work-case.ts";
import type { Acceptance } from "../../shared/intake/accept.ts";
import { rollUpRecords } from "../../functions/roll-up/record.ts";
import { routeRecords } from "../../functions/route/record.ts";
import { settleRecords } from "../../functions/settle/record.ts";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoBookshelf } from "../../shared/adapters/dynamodb/bookshelf.ts";
import { decodeResponseImage } from "../../shared/adapters/dynamodb/codec.ts";
import { decodeEntryChange } from "../../shared/adapters/dynamodb/entry-codec.ts";
import { dynamoDrafts } from "../../shared/adapters/dynamodb/drafts.ts";
import { dynamoErasures } from "../../shared/adapters/dynamodb/erasures.ts";
import { dynamoHistories } from "../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { promiseItems } from "../../shared/adapters/dynamodb/promise-items.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { dynamoPlans } from "../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoStorms } from "../../shared/adapters/dynamodb/storms.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { dynamoTraces } from "../../shared/adapters/dynamodb/traces.ts";
import type { PersonKey } from "../../shared/domain/respondent.ts";
import type { Chat, Log, WorkQueues } from "../../shared/ports.ts";
import type { ShardEvent } from "../../shared/runtime/batch.ts";
import { readMessagesSource } from "../messages-source.ts";
import type { Submission } from "./actions.ts";
import { type ForgettingMailer, chatOutside, mailerOutside, queuesOutside } from "./outside.ts";
import type { Plant } from "./plants/plant.ts";
import type { Outside, Running } from "./processes.ts";
import { receiving } from "./senders.ts";
import { type WorkRequest, working } from "./team.ts";
import type { Simulated } from "./simulated.ts";
import { tableOutside } from "./table-outside.ts";

/** The engines under a run, on which nothing goes wrong by itself. */
export type Engines = {
  readonly table: Table;
  readonly queues: WorkQueues;
  readonly chat: Chat;
  readonly mailer: ForgettingMailer;
  /** Whether the mailbox is ours: what is in another's is theirs. */
  readonly mailboxIsOurs: boolean;
  /** To be told whenever something was written to the table. */
  readonly tableChanged: () => void;
};

/** The product's functions, as they can be run. */
export type Programs = {
  readonly receive: Running<Submission, Acceptance>;
  readonly route: Running<ShardEvent, DynamoDBBatchResponse>;
  readonly rollUp: Running<ShardEvent, DynamoDBBatchResponse>;
  readonly alert: Running<SQSEvent, SQSBatchResponse>;
  readonly followUp: Running<SQSEvent, SQSBatchResponse>;
  readonly settle: Running<SQSEvent, SQSBatchResponse>;
  /** Told of the pseudonym of whoever leaves. */
  readonly visit: Running<string, void>;
  readonly sweep: Running<undefined, void>;
  readonly forget: Running<PersonKey, void>;
  readonly desk: Running<WorkRequest, WorkedCase>;
};

/** Read once: what mails say is no matter of chance. */
const { copies } = readMessagesSource(process.env["AFTERSCORE_MESSAGES"]);

/** The real use cases and adapters, over engines that a fault can strike at every call. */
export function programsOn({ policy, logs: { log, metrics } }: Pick<Simulated, "policy" | "logs">, engines: Engines, plant: Plant | undefined): Programs {
  let identities = 0;
  const newIdentity = () => `new-${++identities}`;

  /** Every port of one process. */
  function portsOf(outside: Outside) {
    const table = tableOutside(outside, engines.table, engines.tableChanged);
    const queues = queuesOutside(outside, engines.queues);
    const responses = dynamoResponses(table);
    const ledger = dynamoLedger(table, promiseItems);
    const tallies = dynamoTallies(table);
    const plans = dynamoPlans(table);
    const chat = chatOutside(outside, engines.chat);
    const mail = mailerOutside(outside, engines.mailer);
    const mailer = plant?.mailer?.(mail, { log }) ?? mail;
    const suppressions = dynamoSuppressions(table);
    const erasures = dynamoErasures(table, { clock: outside.clock, pseudonymOf });
    const cases = plant?.cases?.(dynamoCasework(table)) ?? dynamoCasework(table);
    return {
      accounts: dynamoAccounts(table),
      erasures: plant?.erasures?.(erasures) ?? erasures,
      traces: dynamoTraces(table),
      cases,
      histories: dynamoHistories(table, { cases, responses }),
      parking: dynamoParking(table),
      stocks: dynamoRewardStocks(table),
      suppressions: plant?.suppressions?.(suppressions) ?? suppressions,
      responses: plant?.responses?.(responses) ?? responses,
      ledger: plant?.ledger?.(ledger) ?? ledger,
      storms: dynamoStorms(table),
      drafts: plant?.drafts?.(dynamoDrafts(table)) ?? dynamoDrafts(table),
      bookshelf: dynamoBookshelf(table),
      tallies: plant?.tallies?.(tallies) ?? tallies,
      plans: plant?.plans?.(plans, { table, queues, clock: outside.clock }) ?? plans,
      chat: plant?.chat?.(chat) ?? chat,
      mailer,
      ...(engines.mailboxIsOurs ? { forgetMail: mailer.forget } : {}),
      queues,
      policy,
      copies,
      clock: outside.clock,
      sleep: outside.sleep,
      decode: decodeResponseImage,
      decodeChange: decodeEntryChange,
      digest: readableDigest,
      newIdentity,
      pseudonymOf,
      unsubscribeLink: (effectId: string, pseudonym: string) => Promise.resolve(`https://example.com/m/${effectId}/${pseudonym}`),
      rewardLink: (effectId: string) => Promise.resolve(`https://example.com/m/${effectId}`),
      recoveryLink: (effectId: string) => Promise.resolve(`https://example.com/m/${effectId}`),
      log,
      metrics,
    };
  }

  return {
    receive: { name: "receive", idle: [], start: (outside) => atTheDoor(log, "receive failed", receiving(portsOf(outside))) },
    route: { name: "route", idle: [], start: (outside) => routeRecords(portsOf(outside)) },
    rollUp: { name: "roll-up", idle: [], start: (outside) => rollUpRecords(portsOf(outside)) },
    alert: { name: "alert", idle: [], start: (outside) => alertRecords(portsOf(outside)) },
    followUp: { name: "follow-up", idle: [], start: (outside) => followUpRecords(portsOf(outside)) },
    settle: { name: "settle", idle: [], start: (outside) => settleRecords(portsOf(outside)) },
    visit: {
      name: "visit",
      idle: [],
      start: (outside) => {
        const { suppressions, clock } = portsOf(outside);
        return atTheDoor(log, "page failed", (pseudonym) => suppressions.add(pseudonym, "unsubscribed", clock.now().toISOString()));
      },
    },
    sweep: {
      name: "escalate",
      idle: [],
      start: (outside) => {
        const ports = portsOf(outside);
        const cases = plant?.clocked?.(ports.cases) ?? ports.cases;
        return () => sweep({ ...ports, cases });
      },
    },
    forget: {
      name: "forget",
      idle: [],
      start: (outside) => {
        const ports = portsOf(outside);
        return atTheDoor(log, "forget failed", (person) => erase(ports, person));
      },
    },
    desk: { name: "desk", idle: [], start: (outside) => atTheDoor(log, "desk failed", working(portsOf(outside), plant?.work)) },
  };
}

/** What the HTTP applications do with an error: it is logged in their words, and the caller is told to come again. */
function atTheDoor<Event, Answer>(log: Log, event: string, answer: (event: Event) => Promise<Answer>): (event: Event) => Promise<Answer> {
  return async (asked) => {
    try {
      return await answer(asked);
    } catch (error) {
      log.error(event, error);
      throw new Error("answered with 503");
    }
  };
}

/** An identity that a reader of the story knows again; of anything else a number, since it may be about people. */
function readableDigest(text: string): string {
  const [, identity] = /^\["(?:id|key)","shop",("[^"]*")\]$/.exec(text) ?? [];
  return identity === undefined ? numberOf(text) : `${text.startsWith('["key') ? "key-" : ""}${identity.replace(/\W+/g, "-").replace(/^-|-$/g, "")}`;
}

function pseudonymOf(address: string): Promise<string> {
  return Promise.resolve(`person-${numberOf(address)}`);
}

function numberOf(text: string): string {
  let [high, low] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(at), 0x85ebca6b) + high;
  }
  return `${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`;
}
