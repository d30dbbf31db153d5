import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { variables } from "../../../shared/environment.ts";
import { gatewayPaths } from "../../../infra/constructs/http-door.ts";
import { functionNames, queueConsumers, queues, routes, schedules, streamConsumers, streamFailures, streamFilter, timeouts } from "../../../infra/topology.ts";
import { grantsOf } from "./grants.ts";
import { functionsOf, nameOf, queuesOf } from "./names.ts";
import { type Rule, compare, figures } from "./rule.ts";
import { type Template, type Value, ofType, statementsOf, target } from "./synthesize.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The functions are the topology's, on arm64 and Node 24, each with a log of its own that ends. */
export const functions: Rule = (template, stage) => {
  const found = functionsOf(template);
  const names = compare(functionNames, [...found.keys()], (name) => `there is no function ${name}`, (name) => `the function ${name} is not in the topology`);
  return [
    ...names,
    ...[...found].flatMap(([name, id]) => {
      const { Properties } = template.Resources[id]!;
      const log = target(Properties.LoggingConfig?.LogGroup);
      return figures(
        name,
        {
          arm64: ["arm64"],
          runtime: "nodejs24.x",
          timeout: new Map<string, number>(Object.entries(timeouts)).get(name),
          log: `log ${name}`,
          format: ["JSON", "INFO", "WARN"],
          reserved: stage.reserved[name as keyof typeof stage.reserved],
        },
        {
          arm64: Properties.Architectures,
          runtime: Properties.Runtime,
          timeout: Properties.Timeout,
          log: nameOf(template, log),
          format: [Properties.LoggingConfig?.LogFormat, Properties.LoggingConfig?.ApplicationLogLevel, Properties.LoggingConfig?.SystemLogLevel],
          reserved: Properties.ReservedConcurrentExecutions,
        },
      );
    }),
  ];
};

/** Who puts messages on the queue that feeds them is not taken for a loop gone wild; everybody else would be. */
export const loops: Rule = (template) =>
  [...functionsOf(template)].flatMap(([name, id]) => {
    const feeding = ofType(template, "AWS::Lambda::EventSourceMapping")
      .filter(([, { Properties }]) => target(Properties.FunctionName) === id)
      .map(([, { Properties }]) => nameOf(template, target(Properties.EventSourceArn)));
    const fillsOwn = grantsOf(template, id).some((grant) => feeding.some((queue) => grant === `sqs:SendMessage ${queue}`));
    return figures(name, { "may wake itself": fillsOwn ? "Allow" : undefined }, { "may wake itself": template.Resources[id]!.Properties.RecursiveLoop });
  });

/** Every log ends. */
export const logs: Rule = (template, stage) =>
  ofType(template, "AWS::Logs::LogGroup").flatMap(([id, { Properties }]) => figures(nameOf(template, id), { retention: stage.logRetention }, { retention: Properties.RetentionInDays }));

/** What only a laptop tells its functions. */
const onALaptop: readonly string[] = [variables.slackApiUrl, variables.mailboxUrl, variables.localPeople];

/** A function is told exactly the variables that its handler reads. */
export const environment: Rule = (template) =>
  [...functionsOf(template)].flatMap(([name, id]) => {
    const source = readFileSync(`${root}functions/${name}/handler.ts`, "utf8");
    const named = new Map<string, string>(Object.entries(variables));
    const optional = new Set(onALaptop);
    const read = [...new Set([...source.matchAll(/variables\.(\w+)/g)].map(([, key]) => named.get(key!)!))];
    const told = Object.keys(template.Resources[id]!.Properties.Environment?.Variables ?? {});
    return compare(
      read.filter((variable) => !optional.has(variable)),
      told.filter((variable) => !optional.has(variable)),
      (variable) => `${name} is not told ${variable}`,
      (variable) => `${name} is told ${variable} and does not read it`,
    );
  });

/** The queues are the topology's; each has a dead-letter queue or is one. */
export const workQueues: Rule = (template) => {
  const found = queuesOf(template);
  const names = compare(queues.map(({ name }) => name), [...found.keys()], (name) => `there is no queue ${name}`, (name) => `the queue ${name} is not in the topology`);
  return [
    ...names,
    ...queues.flatMap((queue) => {
      const { Properties } = template.Resources[found.get(queue.name) ?? ""] ?? { Properties: {} };
      const redrive = Properties.RedrivePolicy;
      return figures(
        queue.name,
        {
          fifo: queue.fifo,
          invisible: queue.visibilityTimeoutSeconds,
          "dead letters": "deadLetter" in queue ? [queue.deadLetter.queue, queue.deadLetter.maxReceiveCount] : null,
          encrypted: true,
          "only over TLS": true,
        },
        {
          fifo: Properties.FifoQueue === true,
          invisible: Properties.VisibilityTimeout,
          "dead letters": redrive === undefined ? null : [nameOf(template, target(redrive.deadLetterTargetArn)), redrive.maxReceiveCount],
          encrypted: Properties.SqsManagedSseEnabled,
          "only over TLS": deniesPlainText(template, found.get(queue.name) ?? ""),
        },
      );
    }),
  ];
};

function deniesPlainText(template: Template, queueId: string): boolean {
  return ofType(template, "AWS::SQS::QueuePolicy").some(
    ([, policy]) =>
      policy.Properties.Queues.some((queue: Value) => target(queue) === queueId) &&
      statementsOf(policy).some(({ Effect, Condition }) => Effect === "Deny" && Condition?.["Bool"]?.["aws:SecureTransport"] === "false"),
  );
}

/** What feeds functions is the topology's, and what the deployed lane's emulator ignores is said here: batches, halving, retries, where failures go. */
export const eventSources: Rule = (template) => {
  const found = ofType(template, "AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => ({
    to: nameOf(template, target(Properties.FunctionName)),
    from: nameOf(template, target(Properties.EventSourceArn)),
    Properties,
  }));
  const pairs = (sources: readonly { from: string; to: string }[]) => sources.map(({ from, to }) => `${from} → ${to}`);
  const wanted = [...streamConsumers.map(({ to }) => ({ from: "table", to })), ...queueConsumers.map(({ queue, to }) => ({ from: queue, to }))];
  const propertiesOf = (to: string) => found.find((source) => source.to === to)?.Properties ?? {};
  return [
    ...compare(pairs(wanted), pairs(found), (pair) => `nothing feeds ${pair}`, (pair) => `${pair} is not in the topology`),
    ...streamConsumers.flatMap(({ to, sees, batchSize, batchWindowSeconds, tumblingWindowSeconds, retries }) => {
      const source = propertiesOf(to);
      return figures(
        `stream → ${to}`,
        {
          BatchSize: batchSize,
          MaximumBatchingWindowInSeconds: batchWindowSeconds === 0 ? undefined : batchWindowSeconds,
          BisectBatchOnFunctionError: true,
          TumblingWindowInSeconds: tumblingWindowSeconds,
          MaximumRetryAttempts: retries,
          FunctionResponseTypes: ["ReportBatchItemFailures"],
          FilterCriteria: { Filters: [{ Pattern: JSON.stringify(streamFilter({ sees })) }] },
          failures: streamFailures,
          StartingPosition: "TRIM_HORIZON",
        },
        { ...source, failures: nameOf(template, target(source.DestinationConfig?.OnFailure?.Destination)) },
      );
    }),
    ...queueConsumers.flatMap(({ queue, to, batchSize, maximumConcurrency }) =>
      figures(`${queue} → ${to}`, { BatchSize: batchSize, ScalingConfig: { MaximumConcurrency: maximumConcurrency }, FunctionResponseTypes: ["ReportBatchItemFailures"] }, propertiesOf(to)),
    ),
  ];
};

/** The table is made of the definition that the laptop's is made of, can be taken back to any minute, and cannot be deleted by a slip where it counts. */
export const table: Rule = (template, stage) => {
  const [[, { Properties, DeletionPolicy }] = ["", { Properties: {}, DeletionPolicy: "" }]] = ofType(template, "AWS::DynamoDB::Table");
  const { partitionKey, sortKey, timeToLive, indexes, projection, streamView } = tableDefinition;
  const keys = (hash: string, range: string) => [{ AttributeName: hash, KeyType: "HASH" }, { AttributeName: range, KeyType: "RANGE" }];
  return figures(
    "table",
    {
      KeySchema: keys(partitionKey, sortKey),
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: streamView },
      TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: stage.keepsData,
      deletion: stage.keepsData ? "Retain" : "Delete",
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: projection },
      })),
    },
    { ...Properties, deletion: DeletionPolicy },
  );
};

/** The HTTP API's routes are the topology's, throttled, and each may call its function. */
export const http: Rule = (template, stage) => {
  const integrated = (id: string) => nameOf(template, target(template.Resources[id]?.Properties.IntegrationUri));
  const found = ofType(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => `${Properties.RouteKey} → ${integrated(target(Properties.Target["Fn::Join"][1][1]))}`);
  const wanted = routes.flatMap(({ path, to }) =>
    gatewayPaths(path).map((gatewayPath) => `ANY ${gatewayPath} → ${to}`),
  );
  const [[, { Properties: door }] = ["", { Properties: {} }]] = ofType(template, "AWS::ApiGatewayV2::Stage");
  const callable = ofType(template, "AWS::Lambda::Permission")
    .filter(([, { Properties }]) => Properties.Principal === "apigateway.amazonaws.com")
    .map(([, { Properties }]) => `${lastOf(Properties.SourceArn).replace("*/*", "ANY ")} → ${nameOf(template, target(Properties.FunctionName))}`);
  return [
    ...compare(wanted, found, (route) => `there is no route ${route}`, (route) => `the route ${route} is not in the topology`),
    ...compare(wanted, callable, (route) => `API Gateway may not call ${route}`, (route) => `API Gateway may call ${route}, which is no route`),
    ...figures(
      "http",
      { throttle: { ThrottlingBurstLimit: stage.throttle.burst, ThrottlingRateLimit: stage.throttle.rate }, log: "log http" },
      { throttle: door.DefaultRouteSettings, log: nameOf(template, target(door.AccessLogSettings?.DestinationArn)) },
    ),
  ];
};

function lastOf(arn: { readonly "Fn::Join": readonly [string, readonly Value[]] }): string {
  return target(arn["Fn::Join"][1].at(-1)).replace(/^\//, "");
}

/** What runs by the clock is the topology's, and the clock may call it. */
export const clocks: Rule = (template) => {
  const rules = ofType(template, "AWS::Events::Rule").filter(([, { Properties }]) => Properties.ScheduleExpression !== undefined);
  const found = rules.map(([, { Properties }]) => `${Properties.ScheduleExpression} → ${nameOf(template, target(Properties.Targets[0].Arn))}`);
  const wanted = schedules.map(({ to, everySeconds }) => `rate(${rate(everySeconds / 60)}) → ${to}`);
  const callable = ofType(template, "AWS::Lambda::Permission")
    .filter(([, { Properties }]) => Properties.Principal === "events.amazonaws.com")
    .map(([, { Properties }]) => nameOf(template, target(Properties.FunctionName)));
  return [
    ...compare(wanted, found, (clock) => `nothing calls at ${clock}`, (clock) => `${clock} is not in the topology`),
    ...compare(schedules.map(({ to }) => to), callable, (to) => `the clock may not call ${to}`, (to) => `the clock may call ${to}, which it does not`),
  ];
};

function rate(minutes: number): string {
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
