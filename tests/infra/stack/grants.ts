import { type Rule, compare } from "./rule.ts";
import { functionsOf, resourceName } from "./names.ts";
import { type Template, type Value, ofType, statementsOf, target } from "./synthesize.ts";

const use = (...operations: readonly string[]) => operations.map((operation) => `dynamodb:${operation} table`);
const search = (...indexes: readonly string[]) => indexes.map((index) => `dynamodb:Query table/index/${index}`);
const consume = (queue: string) => ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes", "GetQueueUrl"].map((action) => `sqs:${action} ${queue}`);
const stream = [
  ...["DescribeStream", "GetRecords", "GetShardIterator"].map((action) => `dynamodb:${action} table's stream`),
  "dynamodb:ListStreams *",
  ...["SendMessage", "GetQueueAttributes", "GetQueueUrl"].map((action) => `sqs:${action} stream-failures`),
];
const log = (name: string) => [`logs:CreateLogStream log ${name}`, `logs:PutLogEvents log ${name}`];
const send = (...queues: readonly string[]) => queues.map((queue) => `sqs:SendMessage ${queue}`);
const know = (...secrets: readonly string[]) => secrets.map((secret) => `secretsmanager:GetSecretValue secret ${secret}`);

const mail = (stage: string) =>
  ["identity/*", `configuration-set/afterscore-${stage}`].map((what) => `ses:SendEmail ses ${what} when {"StringEquals":{"ses:FromAddress":"feedback@example.com"}}`);

/** What each function may do, written down a second time: who grants more or less says so here too. */
function expected(stage: string): Readonly<Record<string, readonly string[]>> {
  return {
    receive: [...use("GetItem", "BatchGetItem", "Query", "PutItem"), ...search("gsi1", "gsi2", "gsi3"), ...know("pseudonyms")],
    route: [
      ...stream,
      ...use("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
      ...search("gsi1"),
      ...send("alerts.fifo", "follow-ups"),
      ...know("pseudonyms"),
    ],
    alert: [...consume("alerts.fifo"), ...use("GetItem", "BatchGetItem", "Query", "PutItem"), ...search("gsi2"), ...send("alerts.fifo"), ...know("slack")],
    "follow-up": [
      ...consume("follow-ups"),
      ...use("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
      ...search("gsi1"),
      ...send("alerts.fifo", "follow-ups"),
      ...mail(stage),
      ...know("links", "pseudonyms"),
    ],
    settle: [...consume("mail-events"), ...use("GetItem", "PutItem")],
    interact: [...use("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"), ...search("gsi2", "gsi3"), ...send("alerts.fifo", "follow-ups"), ...know("pseudonyms", "slack")],
    visit: [...use("GetItem", "Query", "PutItem"), ...know("links", "pseudonyms")],
    escalate: [...use("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"), ...search("gsi1"), ...send("alerts.fifo", "follow-ups")],
    report: [...use("GetItem", "BatchGetItem", "Query", "PutItem"), ...search("gsi1", "gsi3"), ...know("slack")],
    "roll-up": [...stream, ...use("GetItem", "PutItem", "UpdateItem")],
    forget: [
      ...use("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
      ...search("gsi1"),
      ...send("alerts.fifo", "follow-ups"),
      ...know("pseudonyms"),
    ],
    desk: [
      ...use("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
      ...search("gsi1", "gsi2", "gsi3"),
      ...send("alerts.fifo", "follow-ups"),
      ...know("desk", "pseudonyms", "slack"),
    ],
  };
}

/** Every function may do what it needs and nothing else. */
export const grants: Rule = (template, stage) =>
  [...functionsOf(template)].flatMap(([name, id]) => {
    const wanted = [...log(name), ...(expected(stage.name)[name] ?? [])];
    return compare(wanted, grantsOf(template, id), (grant) => `${name} may not ${grant}`, (grant) => `${name} may ${grant}, which it does not need`);
  });

/** What a function's role allows: `action resource`, and `when …` where there is a condition. */
export function grantsOf(template: Template, functionId: string): readonly string[] {
  const role = target(template.Resources[functionId]!.Properties.Role);
  return ofType(template, "AWS::IAM::Policy")
    .filter(([, { Properties }]) => Properties.Roles.some((one: Value) => target(one) === role))
    .flatMap(([, policy]) => statementsOf(policy))
    .flatMap(({ Action, Resource, Condition }) =>
      [Action].flat().flatMap((action) =>
        [Resource].flat().map((resource) => `${action} ${resourceName(template, resource)}${Condition === undefined ? "" : ` when ${JSON.stringify(Condition)}`}`),
      ),
    );
}

/** There are the functions' roles and no other, and they hold nothing but what {@link grants} sees. */
export const roles: Rule = (template) => {
  const ofFunctions = [...functionsOf(template).values()].map((id) => target(template.Resources[id]!.Properties.Role));
  return ofType(template, "AWS::IAM::Role").flatMap(([id, { Properties }]) => [
    ...(ofFunctions.includes(id) ? [] : [`${id} is the role of no function`]),
    ...(Properties.ManagedPolicyArns === undefined && Properties.Policies === undefined ? [] : [`${id} holds a policy that is not written down here`]),
  ]);
};
