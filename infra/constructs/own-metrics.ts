import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { CountName } from "../../shared/domain/count-name.ts";
import { metricNamespace } from "../names.ts";
import type { Stage } from "../stages.ts";
import type { FunctionName } from "../topology.ts";

/** What functions measure of themselves, beside what AWS measures of them. */
type OwnMetric = Exclude<CountName, "Effects"> | "TimeToAlert";

/** The kinds of effects; each is counted by itself. */
const kinds = ["alert", "note", "nudge", "reply", "task", "follow_up", "thank", "reward", "erase", "storm"] as const;

const period = Duration.minutes(5);

/** One of the functions' own metrics. */
export function ownMetric(stage: Stage, name: OwnMetric, by: FunctionName, statistic = "Sum"): Metric {
  return new Metric({ namespace: metricNamespace(stage.name), metricName: name, dimensionsMap: { service: by }, statistic, period });
}

/** How many effects came into a state, of every kind. */
export function effectsMetric(stage: Stage, state: "sent" | "unknown" | "failed" | "cancelled"): IMetric {
  const parts = kinds.map((kind) => {
    const dimensionsMap = { kind, state };
    return [`${kind}_${state}`, new Metric({ namespace: metricNamespace(stage.name), metricName: "Effects", dimensionsMap, statistic: "Sum", period })] as const;
  });
  return new MathExpression({
    label: state,
    period,
    expression: parts.map(([id]) => `FILL(${id}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(parts),
  });
}
