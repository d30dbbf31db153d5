import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { ApplicationLogLevel, Architecture, Function, LoggingFormat, RecursiveLoop, Runtime, SystemLogLevel } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { variables } from "../../shared/environment.ts";
import { type FilesBeside, apiDocumentsFile, codeOf, messagesFile, policyFile } from "./function-code.ts";
import { whenFailing } from "../hurt.ts";
import { logName, metricNamespace, physicalName } from "../names.ts";
import type { Stage } from "../stages.ts";
import { type FunctionName, memories, schedules, timeouts } from "../topology.ts";
import { type Operator, alarmPeriod } from "./operator.ts";

export type PipelineFunctionProps = {
  readonly name: FunctionName;
  readonly stage: Stage;
  /** What it finds beside its code. */
  readonly files: FilesBeside;
  /** Whether it counts for the operator. */
  readonly counts: boolean;
  readonly operator: Operator;
};

/** Megabytes. */
const usualMemory = 512;

/**
 * One of the pipeline's functions, with a role that may do nothing yet but write its own log. What it may
 * use is said by what it uses (`table.usedBy(fn, …)`), which sets the permission and the variable together.
 */
export class PipelineFunction extends Construct {
  readonly lambda: Function;

  constructor(scope: Construct, id: string, { name, stage, files, counts, operator }: PipelineFunctionProps) {
    super(scope, id);
    const hurt = whenFailing[name];
    // Work that nobody waits for comes again by itself; a sender does not, or not for long.
    const section = name === "receive" ? "responses-are-refused" : "functions-fail";
    const logGroup = new LogGroup(this, "Log", {
      logGroupName: logName(stage.name, name),
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of our own: the one that CDK makes may write to every log group of the account.
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const writing = logGroup.grantWrite(role);
    const reserved = stage.reserved[name];
    this.lambda = new Function(this, "Function", {
      functionName: physicalName(stage.name, name),
      code: codeOf(name, files),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memories[name] ?? usualMemory,
      timeout: Duration.seconds(timeouts[name]),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Lambda's own three lines an invocation would be most of what is logged, and most of what it costs.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        ...(files.pictures === true ? { [variables.pictures]: "." } : {}),
        ...(files.policy === undefined ? {} : { [variables.policy]: policyFile }),
        ...(files.messages === undefined ? {} : { [variables.messages]: messagesFile }),
        ...(files.apiDocuments === undefined ? {} : { [variables.apiDocuments]: apiDocumentsFile }),
        ...(counts ? { [variables.metricsNamespace]: metricNamespace(stage.name) } : {}),
      },
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      ...(wakesItself(name) ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
    });
    this.lambda.node.addDependency(writing);
    operator.hearsOf(this, "Errors", {
      metric: this.lambda.metricErrors({ period: Duration.seconds(Math.max(alarmPeriod.toSeconds(), 5 * rhythmOf(name))), statistic: "Sum" }),
      // One error is retried and gone; this is more than that, twice in a row.
      limit: 2,
      periods: 2,
      hurt,
      section,
    });
    operator.hearsOf(this, "Throttles", {
      metric: this.lambda.metricThrottles({ period: alarmPeriod, statistic: "Sum" }),
      limit: 0,
      periods: 2,
      hurt: `The function ${name} is held back: there are no invocations left for it. ${hurt}`,
      section,
    });
  }

  /** Sets a variable the function reads. */
  knows(variable: keyof typeof variables, value: string): void {
    this.lambda.addEnvironment(variables[variable], value);
  }

  /** Lets it do exactly this. */
  may(actions: readonly string[], resources: readonly string[], conditions?: Readonly<Record<string, unknown>>): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    );
  }
}

/** How many seconds lie between two calls by the clock; 0 where there are none: who is called seldom fails seldom, too. */
function rhythmOf(name: FunctionName): number {
  return schedules.find(({ to }) => to === name)?.everySeconds ?? 0;
}

/**
 * A lane that is not done in time wakes itself, and a message whose time has not come is queued again:
 * AWS would take that for a loop gone wild and cut it off after sixteen rounds.
 */
function wakesItself(name: FunctionName): boolean {
  return name === "alert" || name === "follow-up";
}
