type Dimensions = Readonly<Record<string, string>>;
type Metric = { readonly unit: "Count" | "Milliseconds"; readonly values: number[] };
type Line = { readonly dimensions: Dimensions; readonly metrics: Map<string, Metric> };

/**
 * Numbers for CloudWatch, as lines in the log: nothing is called, and nothing is written before `flush`. What is
 * counted is added up, so that one invocation writes one line, and one more for each combination of dimensions.
 *
 * The lines are in the embedded metric format
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html),
 * written here: the library for it is a fortieth of a function's bundle.
 *
 * The dimension is `service`, unless a count names its own.
 *
 * @param namespace where CloudWatch gathers them; nothing is written without one
 */
export function logMetrics(service: string, namespace = "") {
  const lines = new Map<string, Line>();
  const valuesOf = (name: string, unit: Metric["unit"], dimensions: Dimensions): number[] => {
    const { metrics } = inside<Line>(lines, JSON.stringify(dimensions), { dimensions, metrics: new Map() });
    return inside<Metric>(metrics, name, { unit, values: [] }).values;
  };
  return {
    count: (name: string, n = 1, dimensions: Dimensions = { service }) => {
      const values = valuesOf(name, "Count", dimensions);
      values[0] = n + (values[0] ?? 0);
    },
    milliseconds: (name: string, ms: number) => { valuesOf(name, "Milliseconds", { service }).push(ms); },
    /** Writes what has come together. */
    flush: () => {
      if (namespace !== "") for (const line of lines.values()) process.stdout.write(`${JSON.stringify(embedded(namespace, line))}\n`);
      lines.clear();
    },
  };
}

/** What a map holds, once it is there. */
function inside<T>(map: Map<string, T>, key: string, first: T): T {
  const found = map.get(key) ?? first;
  map.set(key, found);
  return found;
}

function embedded(Namespace: string, { dimensions, metrics }: Line) {
  const directive = { Namespace, Dimensions: [Object.keys(dimensions)], Metrics: [...metrics].map(([Name, { unit }]) => ({ Name, Unit: unit })) };
  return {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
    ...dimensions,
    ...Object.fromEntries([...metrics].map(([name, { values }]) => [name, values.length === 1 ? values[0] : values])),
  };
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
