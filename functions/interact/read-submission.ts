import * as z from "zod/mini";
import { fieldValue, modalNames } from "./modal-fields.ts";
import { type Origin, readOrigin } from "./origin.ts";
import { maybe, teamSchema, teamsIn, userSchema, viewSchema } from "./payload-parts.ts";
import { type ModalAnswer, fieldSchema, readModal } from "./read-modal.ts";
import type { CaseEvent } from "../../shared/domain/case.ts";

/** What a modal asks to happen to a case, in this order; or what is wrong with its fields, by `block_id`. */
export type Act =
  | { readonly caseId: string; readonly events: readonly CaseEvent[]; readonly viewId: string }
  | Extract<ModalAnswer, { errors: unknown }>;

/** A modal about a case was submitted. */
export type Submission = {
  readonly kind: "submission";
  readonly user: string;
  /** Every workspace named beside them. */
  readonly teams: readonly string[];
  readonly origin: Origin;
  readonly act: Act;
};

/** A modal that was submitted, with what stands in its fields. */
export const submissionSchema = z.object({
  type: z.literal("view_submission"),
  user: userSchema,
  team: teamSchema,
  view: z.extend(viewSchema, {
    state: maybe(z.object({ values: maybe(z.record(z.string(), maybe(z.record(z.string(), maybe(fieldSchema))))) })),
  }),
});

/**
 * Reads a `view_submission` of one of our modals; undefined when it is none.
 *
 * @param now ISO 8601; a snooze must end after it
 */
export function readSubmission(payload: unknown, now: string): Submission | undefined {
  const parsed = submissionSchema.safeParse(payload).data;
  if (parsed === undefined) return undefined;
  const { user, team, view } = parsed;
  const origin = readOrigin(view.private_metadata);
  const modal = modalNames.find((name) => view.callback_id === `case.${name}`);
  if (modal === undefined || origin.caseId === undefined) return undefined;
  const values = view.state?.values ?? {};
  const answer = readModal(modal, (id) => values[id]?.[fieldValue], Date.parse(now));
  const act = "errors" in answer ? answer : { caseId: origin.caseId, events: answer.events, viewId: view.id };
  return { kind: "submission", user: user.id, teams: teamsIn(user, team), origin, act };
}
