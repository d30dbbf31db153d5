import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { CountName } from "../../shared/domain/count-name.ts";
import { metricNamespace } from "../names.ts";
import type { Stage } from "../stages.ts";
import type { FunctionName } from "../topology.ts";

/** What functions measure of themselves, beside what AWS measures of them. */
type OwnMetric = Exclude<CountName, "Effects"> | "TimeToAlert";

const period = Duration.minutes(5);

/** One of the functions' own metrics. */
export function ownMetric(stage: Stage, name: OwnMetric, by: FunctionName, statistic = "Sum"): Metric {
  return new Metric({ namespace: metricNamespace(stage.name), metricName: name, dimensionsMap: { service: by }, statistic, period });
}

/** How many effects came into a state. Each kind by itself would be a metric more, and an alarm adds up ten at most. */
export function effectsMetric(stage: Stage, state: "sent" | "unknown" | "failed" | "cancelled"): Metric {
  return new Metric({ namespace: metricNamespace(stage.name), metricName: "Effects", dimensionsMap: { state }, statistic: "Sum", period });
}
