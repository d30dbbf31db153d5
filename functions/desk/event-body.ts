import * as z from "zod/mini";
import { type CaseEvent, isSlackUser, outcomeSchema } from "../../shared/domain/case.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { like } from "../../shared/domain/object-like.ts";
import { longestSnooze } from "../../shared/domain/snooze.ts";
import { characters, hasNul, holdsNul } from "../../shared/domain/text.ts";

/** Longest note, and longest way of contact; characters. */
const longestNote = 2_000;
const longestWay = 200;

/** What may be asked to happen to a case, as it is sent. */
export type EventBodySchema = z.ZodMiniType<CaseEvent>;

/**
 * The body of `POST /v1/cases/{id}/events`.
 *
 * @param now milliseconds since the epoch; a snooze must end after it, and within a year
 */
export function eventBodySchema({ rootCauses }: Pick<Policy, "rootCauses">, now: () => number): EventBodySchema {
  return z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("acknowledge") }),
    z.strictObject({ type: z.literal("assign"), owner: ownerSchema }),
    z.strictObject({ type: z.literal("note"), note: textOf(longestNote) }),
    z.strictObject({ type: z.literal("contact"), how: textOf(longestWay) }),
    z.strictObject({ type: z.literal("snooze"), until: momentAfter(now) }),
    z.pipe(
      z.strictObject({ type: z.literal("resolve"), outcome: outcomeSchema, rootCause: oneOf(rootCauses), note: z.optional(textOf(longestNote)) }),
      z.transform(({ note, ...rest }) => ({ ...rest, ...(note === undefined ? {} : { note }) })),
    ),
    z.strictObject({ type: z.literal("reopen") }),
  ], like('{ "type": "acknowledge" }'));
}

const ownerSchema = z.string().check(
  z.meta({ anyOf: [{ pattern: "^[UW][A-Z0-9]{2,}$" }, { format: "email" }] }),
  z.refine((name) => isSlackUser(name) || z.email().safeParse(name).success, "must be a Slack id, such as U0123ABCD, or an address"),
);

function textOf(longest: number) {
  return z.string().check(
    z.meta({ minLength: 1, maxLength: longest, pattern: "\\S" }),
    z.refine((text) => text.trim() !== "", "must not be empty"),
    z.refine((text) => !hasNul(text), holdsNul),
    z.refine((text) => characters(text) <= longest, `must have at most ${longest} characters`),
  );
}

function oneOf(rootCauses: readonly string[]) {
  const said = `must be one of ${rootCauses.join(", ")}`;
  return z.string(said).check(z.meta({ enum: [...rootCauses] }), z.refine((cause) => rootCauses.includes(cause), said));
}

/** Kept in UTC, since due times are compared as text. */
function momentAfter(now: () => number) {
  return z.pipe(
    // What is no moment is said to be none, and nothing else of it.
    z.iso.datetime({ offset: true, message: "must be a time with offset, such as 2026-11-21T09:30:00+08:00" }).check(
      z.refine((at) => !(Date.parse(at) <= now()), "must be in the future"),
      z.refine((at) => !(Date.parse(at) > now() + longestSnooze), "must be within a year"),
    ),
    z.transform((at) => new Date(at).toISOString()),
  );
}
