/** A function was deployed without something it needs. */
class MissingEnvironment extends Error {
  override readonly name = "MissingEnvironment";
}

/** Reads variables by name; the error names every one that is missing. */
export function readEnvironment<Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => (environment[name] ?? "") === "");
  if (missing.length > 0) throw new MissingEnvironment(`not set: ${missing.join(", ")}`);
  return collect(names, (name) => environment[name] ?? "");
}

/** A variable that may be left out; set to nothing is left out. */
export function optionally<Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  variable: string,
  name: Name,
): Partial<Record<Name, string>>;
export function optionally(environment: Readonly<Record<string, string | undefined>>, variable: string, name: string): object {
  const value = environment[variable] ?? "";
  return value === "" ? {} : { [name]: value };
}

function collect<Name extends string>(names: readonly Name[], value: (name: Name) => string): Record<Name, string>;
function collect(names: readonly string[], value: (name: string) => string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}
