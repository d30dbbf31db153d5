import { nameOf, resourceName } from "./names.ts";
import { type Alarm, type Statement, type Template, ofType, statementsOf, target } from "./synthesize.ts";

/** One thing taken out of a stack, and the words by which whoever did it must be told. */
export type Removal = { readonly what: string; readonly told: readonly string[]; readonly template: Template };

/** Every grant, dead-letter queue, alarm and retention of a stack, and whatever else keeps it safe, each taken out by itself. */
export function removals(template: Template): readonly Removal[] {
  return [...grants(template), ...properties(template), ...resources(template)];
}

/** The template without something; `change` gets a copy. */
function without(template: Template, what: string, told: readonly string[], change: (copy: Template) => void): Removal {
  const copy = structuredClone(template);
  change(copy);
  return { what, told, template: copy };
}

/** Every action of every statement, one by one. */
function grants(template: Template): readonly Removal[] {
  return ofType(template, "AWS::IAM::Policy").flatMap(([id, policy]) =>
    statementsOf(policy).flatMap(({ Action, Resource }, at) =>
      [Action].flat().flatMap((action) =>
        [Resource].flat().map((resource, which) => {
          const role = target(policy.Properties.Roles[0]);
          const [functionId] = ofType(template, "AWS::Lambda::Function").find(([, fn]) => target(fn.Properties.Role) === role)!;
          const name = nameOf(template, functionId);
          return without(template, `${name}'s ${action} on ${resourceName(template, resource)}`, [`${name} may not ${action} ${resourceName(template, resource)}`], (copy) => {
            const statements = statementsOf(copy.Resources[id]!);
            const [statement] = statements.splice(at, 1) as [Statement];
            // The other actions and resources of the statement stay.
            const others = [statement.Action].flat().filter((one) => one !== action);
            const elsewhere = [statement.Resource].flat().filter((_, index) => index !== which);
            if (others.length > 0) statements.push({ ...statement, Action: others });
            if (elsewhere.length > 0) statements.push({ ...statement, Action: action, Resource: elsewhere });
          });
        }),
      ),
    ),
  );
}

/** Properties whose absence nobody would notice before it hurts, by the type they stand in. */
const guarded: Readonly<Record<string, readonly string[]>> = {
  "AWS::Logs::LogGroup": ["RetentionInDays"],
  "AWS::SQS::Queue": ["RedrivePolicy", "SqsManagedSseEnabled", "VisibilityTimeout"],
  "AWS::DynamoDB::Table": ["PointInTimeRecoverySpecification", "TimeToLiveSpecification", "StreamSpecification", "DeletionProtectionEnabled", "GlobalSecondaryIndexes"],
  "AWS::Lambda::Function": ["LoggingConfig", "Architectures", "Timeout", "ReservedConcurrentExecutions", "RecursiveLoop"],
  "AWS::Lambda::EventSourceMapping": ["BisectBatchOnFunctionError", "MaximumRetryAttempts", "DestinationConfig", "FunctionResponseTypes", "FilterCriteria", "ScalingConfig", "BatchSize", "MaximumBatchingWindowInSeconds"],
  "AWS::ApiGatewayV2::Stage": ["DefaultRouteSettings", "AccessLogSettings"],
  "AWS::CloudWatch::Alarm": ["AlarmActions", "OKActions", "AlarmDescription"],
  "AWS::SES::ConfigurationSetEventDestination": ["EventDestination"],
};

function properties(template: Template): readonly Removal[] {
  return Object.entries(guarded).flatMap(([type, names]) =>
    ofType(template, type).flatMap(([id, { Properties }]) =>
      names
        .filter((name) => Properties[name] !== undefined)
        .map((name) => without(template, `${name} of ${id}`, ownWords(template, id), (copy) => { delete copy.Resources[id]!.Properties[name]; })),
    ),
  );
}

/** Resources that go as a whole: what uses them is left behind. */
const whole = ["AWS::CloudWatch::Alarm", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping", "AWS::ApiGatewayV2::Route", "AWS::Events::Rule", "AWS::SQS::Queue", "AWS::SecretsManager::Secret"];

function resources(template: Template): readonly Removal[] {
  return whole.flatMap((type) => ofType(template, type).map(([id]) => without(template, `${type} ${id}`, ownWords(template, id), (copy) => { delete (copy.Resources as Record<string, unknown>)[id]; })));
}

/** What a complaint must name: the resource itself, or the one that it belongs to. */
function ownWords(template: Template, id: string): readonly string[] {
  const { Type, Properties } = template.Resources[id]!;
  switch (Type) {
    case "AWS::CloudWatch::Alarm":
      return [Properties.MetricName ?? (Properties as Alarm).Metrics?.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Metric.MetricName];
    case "AWS::SNS::TopicPolicy":
      return ["operator"];
    case "AWS::SQS::QueuePolicy":
      return [nameOf(template, target(Properties.Queues[0]))];
    case "AWS::Lambda::Permission":
    case "AWS::Lambda::EventSourceMapping":
      return [nameOf(template, target(Properties.FunctionName))];
    case "AWS::ApiGatewayV2::Route":
      return [Properties.RouteKey];
    case "AWS::ApiGatewayV2::Stage":
      return ["http"];
    case "AWS::Events::Rule":
      return [Properties.ScheduleExpression === undefined ? Properties.EventPattern["detail-type"][0] : "rate"];
    case "AWS::SES::ConfigurationSetEventDestination":
      return ["mail events"];
    default:
      return [nameOf(template, id)];
  }
}
