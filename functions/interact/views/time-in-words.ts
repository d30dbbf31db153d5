const minute = 60_000;
const units = [
  ["day", 24 * 60 * minute],
  ["hour", 60 * minute],
  ["minute", minute],
] as const;

/** A length of time in its largest whole unit: "4 minutes", "1 day". Under a minute it is "a moment". */
export function spanInWords(milliseconds: number): string {
  for (const [name, length] of units) {
    const count = Math.floor(milliseconds / length);
    if (count >= 1) return `${count} ${name}${count === 1 ? "" : "s"}`;
  }
  return "a moment";
}

/** "4 minutes ago". Clocks differ: what seems to lie ahead was a moment ago. */
export function agoInWords(at: string, now: string): string {
  return `${spanInWords(Date.parse(now) - Date.parse(at))} ago`;
}
