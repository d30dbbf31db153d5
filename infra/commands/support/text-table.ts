/** Rows under a heading, in columns as wide as their widest entry; for terminals. */
export function textTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? "")].map((text) => text.length)));
  const lineOf = (row: readonly string[]) => widths.map((width, at) => (row[at] ?? "").padEnd(width)).join("  ").trimEnd();
  return [heading, ...rows].map(lineOf).join("\n");
}

/** A time for people: `2026-11-21 09:30Z`. @param at ISO 8601, UTC */
export function minuteOf(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")}Z`;
}
