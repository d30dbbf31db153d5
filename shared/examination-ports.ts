/** The outside need of the doctor's findings, beside `ports.ts`, whose page is full. */
import type { Examination } from "./domain/finding.ts";

/** What the doctor found when it was last asked; the desk tells it to whoever cannot run it. */
export type Examinations = {
  last(): Promise<Examination | undefined>;
  /** In the place of the one before. */
  record(examination: Examination): Promise<void>;
};
