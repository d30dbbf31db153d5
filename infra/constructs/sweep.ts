import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { whenStill } from "../hurt.ts";
import type { Operator, RunbookSection } from "./operator.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

/** Where the runbook tells of each. */
const sections: Readonly<Record<keyof typeof whenStill, RunbookSection>> = { sweep: "the-sweep-stands-still", digests: "no-digest-comes" };

/** Calls a function by the clock. A call that fails is not repeated: the next one does the same. */
export class Sweep extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, fn, everySeconds, operator }: { readonly name: keyof typeof whenStill; readonly fn: PipelineFunction; readonly everySeconds: number; readonly operator: Operator },
  ) {
    super(scope, id);
    new Rule(this, "Clock", {
      schedule: Schedule.rate(Duration.seconds(everySeconds)),
      targets: [new LambdaFunction(fn.lambda, { retryAttempts: 0 })],
    });
    operator.hearsOf(this, "StandsStill", {
      metric: fn.lambda.metricInvocations({ period: Duration.seconds(10 * everySeconds), statistic: "Sum" }),
      limit: 1,
      tooLow: true,
      hurt: whenStill[name],
      section: sections[name],
    });
  }
}
