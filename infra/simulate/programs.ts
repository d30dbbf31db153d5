import type { DynamoDBBatchResponse, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { alertRecords } from "../../functions/alert/record.ts";
import { sweep } from "../../functions/escalate/run.ts";
import { followUpRecords } from "../../functions/follow-up/record.ts";
import type { Acceptance } from "../../functions/receive/accept.ts";
import { rollUpRecords } from "../../functions/roll-up/record.ts";
import { routeRecords } from "../../functions/route/record.ts";
import { settleRecords } from "../../functions/settle/record.ts";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { decodeResponseChange, decodeResponseImage } from "../../shared/adapters/dynamodb/codec.ts";
import { dynamoErasures } from "../../shared/adapters/dynamodb/erasures.ts";
import { dynamoHistories } from "../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { dynamoPlans } from "../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { dynamoTraces } from "../../shared/adapters/dynamodb/traces.ts";
import type { Chat, Log, Mailer, Metrics, WorkQueues } from "../../shared/ports.ts";
import type { ShardEvent } from "../../shared/runtime/batch.ts";
import type { Action } from "./actions.ts";
import { chatOutside, mailerOutside, queuesOutside } from "./outside.ts";
import type { Plant } from "./plants/plant.ts";
import type { Outside, Running } from "./processes.ts";
import { receiving } from "./senders.ts";
import type { Simulated } from "./simulated.ts";
import { tableOutside } from "./table-outside.ts";

/** The engines under a run, on which nothing goes wrong by itself. */
export type Engines = {
  readonly table: Table;
  readonly queues: WorkQueues;
  readonly chat: Chat;
  readonly mailer: Mailer;
  /** To be told whenever something was written to the table. */
  readonly tableChanged: () => void;
};

/** The product's functions, as they can be run. */
export type Programs = {
  readonly receive: Running<Action, Acceptance>;
  readonly route: Running<ShardEvent, DynamoDBBatchResponse>;
  readonly rollUp: Running<ShardEvent, DynamoDBBatchResponse>;
  readonly alert: Running<SQSEvent, SQSBatchResponse>;
  readonly followUp: Running<SQSEvent, SQSBatchResponse>;
  readonly settle: Running<SQSEvent, SQSBatchResponse>;
  readonly sweep: Running<undefined, void>;
};

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const metrics: Metrics = { count: () => undefined, milliseconds: () => undefined };

/** The real use cases and adapters, over engines that a fault can strike at every call. */
export function programsOn({ policy }: Pick<Simulated, "policy">, engines: Engines, plant: Plant | undefined): Programs {
  let identities = 0;
  const newIdentity = () => `new-${++identities}`;

  /** Every port of one process. */
  function portsOf(outside: Outside) {
    const table = tableOutside(outside, engines.table, engines.tableChanged);
    const queues = queuesOutside(outside, engines.queues);
    const responses = dynamoResponses(table);
    const ledger = dynamoLedger(table);
    const tallies = dynamoTallies(table);
    const plans = dynamoPlans(table);
    const chat = chatOutside(outside, engines.chat);
    const mailer = mailerOutside(outside, engines.mailer);
    const cases = dynamoCases(table);
    const pseudonymOf = (address: string) => Promise.resolve(readableDigest(address));
    return {
      accounts: dynamoAccounts(table),
      erasures: dynamoErasures(table, { clock: outside.clock, pseudonymOf }),
      traces: dynamoTraces(table),
      cases,
      histories: dynamoHistories(table, { cases, responses }),
      parking: dynamoParking(table),
      suppressions: dynamoSuppressions(table),
      responses: plant?.responses?.(responses) ?? responses,
      ledger: plant?.ledger?.(ledger) ?? ledger,
      tallies: plant?.tallies?.(tallies) ?? tallies,
      plans: plant?.plans?.(plans, { table, queues, clock: outside.clock }) ?? plans,
      chat: plant?.chat?.(chat) ?? chat,
      mailer: plant?.mailer?.(mailer) ?? mailer,
      queues,
      policy,
      clock: outside.clock,
      sleep: outside.sleep,
      decode: decodeResponseImage,
      decodeChange: decodeResponseChange,
      digest: readableDigest,
      newIdentity,
      pseudonymOf,
      rewardLink: (effectId: string) => Promise.resolve(`https://example.com/m/${effectId}`),
      log,
      metrics,
    };
  }

  return {
    receive: { name: "receive", idle: [], start: (outside) => receiving(portsOf(outside)) },
    route: { name: "route", idle: [], start: (outside) => routeRecords(portsOf(outside)) },
    rollUp: { name: "roll-up", idle: [], start: (outside) => rollUpRecords(portsOf(outside)) },
    alert: { name: "alert", idle: [], start: (outside) => alertRecords(portsOf(outside)) },
    followUp: { name: "follow-up", idle: [], start: (outside) => followUpRecords(portsOf(outside)) },
    settle: { name: "settle", idle: [], start: (outside) => settleRecords(portsOf(outside)) },
    sweep: {
      name: "escalate",
      idle: [],
      start: (outside) => {
        const ports = portsOf(outside);
        return () => sweep(ports);
      },
    },
  };
}

const longestReadable = 60;

/** Something that a reader of the story knows again: the text itself where it is short, a number of it else. */
function readableDigest(text: string): string {
  if (text.length <= longestReadable) return text.replace(/^\["id","shop",/, "").replace(/\W+/g, "-").replace(/^-|-$/g, "");
  let [high, low] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(at), 0x85ebca6b) + high;
  }
  return `${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`;
}
