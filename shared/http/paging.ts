/** The pages of a list, asked for and refused in the same words wherever there are lists. */
import { type Problem, invalid } from "../runtime/problem.ts";

/** The answer to a cursor that the list has not given out: an empty page would look like the end. */
export const foreignCursor: Problem = invalid([
  { pointer: "/cursor", detail: "must be the 'cursor' of this list's page before, as it is; leave it out to begin with the newest" },
]);
