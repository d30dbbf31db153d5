import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";

type Dimensions = Readonly<Record<string, string>>;

/**
 * Numbers for CloudWatch, as lines in the log (embedded metric format): nothing is called, and nothing is
 * written before `flush`. Powertools reads the namespace from its own variable. What is counted is added up, so that one invocation writes one line, and one more
 * for each combination of dimensions.
 *
 * The dimension is `service`, unless a count names its own.
 */
export function logMetrics(service: string) {
  const metrics = new Metrics({ serviceName: service });
  const counts = new Map<string, { readonly name: string; readonly n: number; readonly dimensions: Dimensions }>();
  return {
    count: (name: string, n = 1, dimensions: Dimensions = {}) => {
      const key = JSON.stringify([name, dimensions]);
      counts.set(key, { name, n: n + (counts.get(key)?.n ?? 0), dimensions });
    },
    milliseconds: (name: string, ms: number) => { metrics.addMetric(name, MetricUnit.Milliseconds, ms); },
    /** Writes what has come together. */
    flush: () => {
      for (const { name, n, dimensions } of counts.values()) {
        if (Object.keys(dimensions).length === 0) metrics.addMetric(name, MetricUnit.Count, n);
        else writeAlone(metrics, name, n, dimensions);
      }
      counts.clear();
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** A line of its own, since all metrics of a line share their dimensions. */
function writeAlone(metrics: Metrics, name: string, n: number, dimensions: Dimensions): void {
  const alone = metrics.singleMetric();
  alone.clearDefaultDimensions();
  alone.addDimensions(dimensions).addMetric(name, MetricUnit.Count, n);
}

/** A handler after which the metrics are written, whatever came of it. */
export function measured<Given extends readonly unknown[], Answer>(
  metrics: { readonly flush: () => void },
  handler: (...given: Given) => Promise<Answer>,
): (...given: Given) => Promise<Answer> {
  return async (...given) => {
    try {
      return await handler(...given);
    } finally {
      metrics.flush();
    }
  };
}
