import { CommandError } from "./command-error.ts";

/**
 * What AWS or the way to it refuses (no credentials, no region, no such table) is said in one line, with
 * what to do where we know it.
 *
 * @param what what is worked on and where, in words that can be followed by "cannot be worked on"
 */
export async function reaching<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${what} cannot be worked on (${reasonOf(error)})${todoAbout(error)}.`, { cause: error });
  }
}

function todoAbout(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if (error.message === "Region is missing") return ": set AWS_REGION";
  return error.name === "CredentialsProviderError" ? ": give it credentials as you would the AWS CLI, with aws configure or aws sso login" : "";
}

/** An error for people, in one line: clients explain themselves at length. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split("\n")[0] ?? text;
}
