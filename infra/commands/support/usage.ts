import { CommandError } from "./command-error.ts";

/** Reads a command's words; what is wrong with them is said together with how the command is used. */
export type Usage = {
  readonly misused: (problem: string) => never;
  /** What `parseArgs` refuses (unknown options, missing values) becomes our answer. */
  readonly parse: <T>(read: () => T) => T;
};

/** @param usage how the command is used, as it is shown */
export function usageOf(usage: string): Usage {
  const misused = (problem: string): never => {
    throw new CommandError(`${problem}\n\n${usage}`);
  };
  return {
    misused,
    parse: (read) => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return misused(`${error.message.split(". ")[0] ?? error.message}.`);
      }
    },
  };
}
