/** The pages of a list, asked for and refused in the same words wherever there are lists. */
import * as z from "zod/mini";
import { type Problem, invalid } from "../runtime/problem.ts";

const largestPage = 200;

/** What every list takes. */
export const pagingShape = {
  limit: z._default(
    z.pipe(
      z.string().check(z.meta({ type: "integer", minimum: 1, maximum: largestPage }), z.refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= largestPage, `must be a whole number from 1 to ${largestPage}, such as 50`)),
      z.transform(Number),
    ),
    50,
  ),
  cursor: z.optional(wanted("the 'cursor' of the page before").check(z.maxLength(1000))),
};

/** A filter; one without a value would be taken for none. */
export function wanted(example: string) {
  return z.string().check(z.minLength(1, `must not be empty: leave it out, or say which, such as ${example}`));
}

/** The answer to a cursor that the list has not given out: an empty page would look like the end. */
export const foreignCursor: Problem = invalid([
  { pointer: "/cursor", detail: "must be the 'cursor' of this list's page before, as it is; leave it out to begin with the newest" },
]);
