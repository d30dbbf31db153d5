import type { Metric } from "../../../../shared/domain/metric.ts";

/** A score and what its giver wrote beside it. They belong together: words and figure never contradict each other. */
export type Remark = readonly [score: number, comment: string];

/** A part of a name: as it is written, and as it stands in an address. */
export type NamePart = readonly [written: string, latin: string];

/** How customers of one language are called, and what they write. */
export type Voice = {
  readonly given: readonly NamePart[];
  readonly family: readonly NamePart[];
  /** A whole name out of its parts, in the order of the language. */
  readonly fullName: (given: string, family: string) => string;
  readonly remarks: Readonly<Record<Metric, readonly Remark[]>>;
  /** NPS remarks of those whom the export outage hit. */
  readonly outage: readonly Remark[];
};

/** Given name first, as most of our languages have it. */
export function givenFirst(given: string, family: string): string {
  return `${given} ${family}`;
}

/** Name parts that are written in the letters of an address. */
export function latin(...names: readonly string[]): readonly NamePart[] {
  return names.map((name) => [name, name.normalize("NFD").replaceAll(/[^A-Za-z]/g, "").toLowerCase()]);
}
