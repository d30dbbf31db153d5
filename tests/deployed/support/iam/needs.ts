import type { IncomingHttpHeaders } from "node:http";
import { account, region } from "../local-aws.ts";

/** A call of AWS as it came in, its body read. */
export type Call = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** One permission that a call takes. */
export type Need = {
  /** As in a policy: `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN; of a secret, the name that MiniStack puts in its place. */
  readonly resource: string;
  /** What conditions may ask about. */
  readonly context: Readonly<Record<string, string>>;
};

/**
 * What IAM asks for when this is called.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 * @throws when it is a call that nobody has thought of here
 */
export function needsOf(call: Call): readonly Need[] {
  const [service = "", operation = ""] = String(call.headers["x-amz-target"] ?? "").split(".");
  if (service.startsWith("DynamoDB_")) return tableNeeds(operation, JSON.parse(call.body) as TableRequest);
  if (service === "AmazonSQS") return [queueNeed(operation, JSON.parse(call.body) as QueueRequest)];
  if (service === "secretsmanager") return [need(`secretsmanager:${operation}`, (JSON.parse(call.body) as { SecretId: string }).SecretId)];
  if (call.method === "POST" && call.path === "/v2/email/outbound-emails") return mailNeeds(JSON.parse(call.body) as MailRequest);
  throw new Error(`nothing is known of what ${call.method} ${call.path} ${service} ${operation} may be called by`);
}

type Named = { readonly TableName: string };
type TableRequest = {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, Named>>[];
};

/** What stands in a transaction is allowed as if it came alone. */
const inTransaction: Readonly<Record<string, string>> = { Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", ConditionCheck: "ConditionCheckItem", Get: "GetItem" };

function tableNeeds(operation: string, { TableName, IndexName, RequestItems, TransactItems }: TableRequest): readonly Need[] {
  const table = (name: string, index?: string) => `arn:aws:dynamodb:${region}:${account}:table/${name}${index === undefined ? "" : `/index/${index}`}`;
  if (TransactItems !== undefined) {
    return TransactItems.flatMap((item) => Object.entries(item)).map(([kind, { TableName: name }]) => need(`dynamodb:${inTransaction[kind] ?? kind}`, table(name)));
  }
  if (RequestItems !== undefined) return Object.keys(RequestItems).map((name) => need(`dynamodb:${operation}`, table(name)));
  return [need(`dynamodb:${operation}`, table(TableName ?? "", IndexName))];
}

type QueueRequest = { readonly QueueUrl: string };

function queueNeed(operation: string, { QueueUrl }: QueueRequest): Need {
  const name = QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1);
  return need(`sqs:${operation.replace(/Batch$/, "")}`, `arn:aws:sqs:${region}:${account}:${name}`);
}

type MailRequest = { readonly FromEmailAddress: string; readonly ConfigurationSetName?: string };

/** A mail needs its sender's identity and, where one is named, the configuration set. */
function mailNeeds({ FromEmailAddress, ConfigurationSetName }: MailRequest): readonly Need[] {
  const from = /<([^<>]+)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
  const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
  const resources = [`identity/${from}`, ...(ConfigurationSetName === undefined ? [] : [`configuration-set/${ConfigurationSetName}`])];
  return resources.map((resource) => need("ses:SendEmail", arn(resource), { "ses:FromAddress": from }));
}

function need(action: string, resource: string, context: Readonly<Record<string, string>> = {}): Need {
  return { action, resource, context };
}
