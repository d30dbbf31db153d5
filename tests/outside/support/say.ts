/** Says a measurement on the terminal, where a test's own words would only show when it fails. */
export function say(sentence: string): void {
  process.stdout.write(`  ${sentence}\n`);
}
