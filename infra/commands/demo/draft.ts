import type { Channel } from "../../../shared/domain/response.ts";
import type { Person } from "./people.ts";
import type { Survey } from "./surveys.ts";

/** What somebody answers. */
export type Answer = { readonly score: number; readonly comment?: string };

/** A response of the demo before it gets its id. */
export type Draft = {
  /** When it is sent; milliseconds since the epoch. */
  readonly at: number;
  readonly person: Person;
  readonly survey: Survey;
  readonly answer: Answer;
  readonly channel: Channel;
  readonly tags?: readonly string[];
  readonly contactMe?: true;
  readonly test?: true;
  readonly backfill?: true;
  /** The draft that this one corrects: it is sent under the same id. */
  readonly corrects?: Draft;
};
