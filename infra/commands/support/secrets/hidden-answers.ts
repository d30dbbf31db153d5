import { Writable } from "node:stream";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";

/**
 * Asks for values that nobody is to see: typed without being shown in a terminal, else one line of
 * standard input for each.
 */
export async function askHidden(questions: readonly string[]): Promise<readonly string[]> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY) return (await text(stdin)).split(/\r?\n/).slice(0, questions.length).map((line) => line.trim());
  const silence = new Writable({ write: (_chunk, _encoding, done) => { done(); } });
  const terminal = createInterface({ input: stdin, output: silence, terminal: true });
  const stop = () => { process.exit(130); };
  terminal.on("SIGINT", stop);
  const answers: string[] = [];
  for (const question of questions) {
    stdout.write(question);
    answers.push((await terminal.question("")).trim());
    stdout.write("\n");
  }
  terminal.close();
  return answers;
}
