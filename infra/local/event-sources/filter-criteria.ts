/** What a leaf must be: one of these values, present or absent, or a text that begins so. */
export type FilterRule = string | number | boolean | null | { readonly exists: boolean } | { readonly prefix: string };

/**
 * A pattern as in Lambda's `FilterCriteria`: objects mirror the event, arrays at their leaves list the
 * accepted values. All keys must match; of an array, one.
 *
 * @example { eventName: ["INSERT"], dynamodb: { NewImage: { type: { S: ["response"] } } } }
 */
export type FilterPattern = { readonly [key: string]: FilterPattern | readonly FilterRule[] };

/** True when the record matches at least one pattern, or when there are none. */
export function passes(record: object, patterns: readonly FilterPattern[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(record, pattern));
}

function matches(value: unknown, pattern: FilterPattern): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    const actual = isObject(value) ? value[key] : undefined;
    return isRules(expected) ? expected.some((rule) => obeys(actual, rule)) : matches(actual, expected);
  });
}

function obeys(actual: unknown, rule: FilterRule): boolean {
  if (Array.isArray(actual)) return actual.some((element) => obeys(element, rule));
  if (typeof rule !== "object" || rule === null) return actual === rule;
  if ("exists" in rule) return (actual !== undefined) === rule.exists;
  return typeof actual === "string" && actual.startsWith(rule.prefix);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRules(expected: FilterPattern | readonly FilterRule[]): expected is readonly FilterRule[] {
  return Array.isArray(expected);
}
