/** Words for a schema of an object: who sends something else, or nothing, is shown what it may look like. */
export function like(example: string) {
  return {
    error: ({ code, input }: { readonly code?: string | undefined; readonly input?: unknown }) =>
      code === "invalid_type" ? `${input === undefined ? "is required:" : "must be"} an object, such as ${example}` : undefined,
  };
}
