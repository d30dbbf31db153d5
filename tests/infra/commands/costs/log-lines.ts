/** Collects the lines written to standard output from now on. */
export function capture(): () => readonly string[] {
  let text = "";
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  return () => {
    process.stdout.write = write;
    return text.split("\n").filter((line) => line !== "");
  };
}

type MetricLine = { readonly _aws?: { readonly CloudWatchMetrics: readonly { readonly Dimensions: string[][]; readonly Metrics: { Name: string }[] }[] } };

/** The metrics in a line of the log, each by its name and dimensions. */
export function metricsOf(line: string): readonly string[] {
  const { _aws, ...values } = JSON.parse(line) as MetricLine & Record<string, string>;
  return (_aws?.CloudWatchMetrics ?? []).flatMap(({ Dimensions, Metrics }) =>
    Metrics.map(({ Name }) => [Name, ...Dimensions.flat().map((dimension) => values[dimension])].join(" ")),
  );
}
