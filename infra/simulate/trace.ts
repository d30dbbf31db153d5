import { createHash } from "node:crypto";

/** What happened, in the order in which it did. */
export type Trace = {
  /** Every call, for telling whether two runs are the same. */
  readonly note: (line: string) => void;
  /** What a reader of the story wants to know. */
  readonly tell: (line: string) => void;
  readonly story: () => readonly string[];
  readonly digest: () => string;
};

/** @param now virtual milliseconds since the epoch */
export function traceFrom(start: number, now: () => number): Trace {
  const notes: string[] = [];
  const told: string[] = [];
  const note = (line: string) => { notes.push(`${now() - start} ${line}`); };
  return {
    note,
    tell: (line) => {
      note(line);
      told.push(`${elapsed(now() - start)}  ${line}`);
    },
    story: () => told,
    digest: () => createHash("sha256").update(notes.join("\n")).digest("hex"),
  };
}

/** Hours, minutes, seconds and milliseconds since the run began. */
function elapsed(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
