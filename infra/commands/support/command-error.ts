/** A command that cannot go on; the message is one sentence for the person who typed it. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** Runs a command; what it cannot do is said in its own words and leaves exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
