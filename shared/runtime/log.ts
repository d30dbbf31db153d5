/** What the operator hears about, one JSON line each on standard output: ids and reasons, never what people wrote. */
export function jsonLog(service: string, write: (line: string) => void = (line) => { console.log(line); }) {
  const line = (level: string, event: string, details: Readonly<Record<string, unknown>>) => {
    write(JSON.stringify({ at: new Date().toISOString(), level, service, event, ...details }));
  };
  return {
    info: (event: string, details: Readonly<Record<string, unknown>> = {}) => { line("info", event, details); },
    warn: (event: string, details: Readonly<Record<string, unknown>> = {}) => { line("warn", event, details); },
    error: (event: string, error: unknown, details: Readonly<Record<string, unknown>> = {}) => { line("error", event, { ...details, error: described(error) }); },
  };
}

/** An error by name, message and cause; errors of ours carry ids only. */
export function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `, because ${described(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}
