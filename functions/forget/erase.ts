import type { PersonKey } from "../../shared/domain/respondent.ts";
import { type ErasingPeople, erasePeople } from "../../shared/delivery/erase-people.ts";

/** What an erasure needs of the world. */
export type Erasing = ErasingPeople & {
  /** Waits; milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
};

/** Until everybody who accepts responses knows of an erasure, and what they accepted before is found; milliseconds. */
const untilKnown = 1_500;

/** Erases a person: everything that is there, and then what came in before everybody knew. */
export async function erase(needs: Erasing, person: PersonKey): Promise<void> {
  const people = await erasePeople(needs, [person]);
  await needs.sleep(untilKnown);
  await erasePeople(needs, people);
}
