/** A function was deployed without something it needs. */
export class MissingEnvironment extends Error {
  override readonly name = "MissingEnvironment";
}

/** Reads variables by name; the error names every one that is missing. */
export function readEnvironment<Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => (environment[name] ?? "") === "");
  if (missing.length > 0) throw new MissingEnvironment(`not set: ${missing.join(", ")}`);
  const entries = names.map((name) => [name, environment[name] ?? ""] as const);
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
