import { share } from "./statistics.ts";

/**
 * How many of those who were asked have answered, in percent, unrounded. Null when no invitations are known.
 *
 * More than 100 is said as it is: answers come later than their invitations, by other ways than the invitation, and twice
 * from one person. To cut it would hide that the two figures are not of the same people.
 *
 * @param n responses
 * @param invited invitations, in the same surveys and days
 */
export function responseRate(n: number, invited: number): number | null {
  return share(n, invited);
}
