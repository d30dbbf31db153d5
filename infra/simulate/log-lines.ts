import type { Log, Metrics } from "../../shared/ports.ts";
import { described } from "../../shared/runtime/log.ts";
import type { FunctionName } from "../topology.ts";

/** What the functions of a run write to their logs: their own lines and metrics, and what Lambda adds. */
export type LogLines = {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Lambda logs the error of an invocation whole: message, stack, and every member that the SDK gave it. */
  readonly invocationFailed: (name: FunctionName, error: unknown) => void;
  readonly lines: () => readonly string[];
};

/** An empty log; a line holds what the true one would. */
export function logLines(): LogLines {
  const lines: string[] = [];
  const write = (line: object) => { lines.push(JSON.stringify(line, errorsWhole)); };
  return {
    log: {
      info: (message, details = {}) => { write({ level: "INFO", message, ...details }); },
      warn: (message, details = {}) => { write({ level: "WARN", message, ...details }); },
      error: (message, error, details = {}) => { write({ level: "ERROR", message, ...details, error: described(error) }); },
    },
    metrics: {
      count: (name, n = 1, dimensions = {}) => { write({ [name]: n, ...dimensions }); },
      milliseconds: (name, ms) => { write({ [name]: ms }); },
    },
    invocationFailed: (name, error) => { write({ level: "ERROR", message: "Invoke Error", name, error }); },
    lines: () => lines,
  };
}

/** Unasked, JSON leaves out what an error says. */
function errorsWhole(_: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause, ...members } = value;
  return { ...members, name, message, stack, cause };
}
