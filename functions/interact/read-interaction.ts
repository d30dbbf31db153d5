import * as z from "zod/mini";
import { readJson } from "./origin.ts";
import { type Click, readClick } from "./read-click.ts";
import { type EditedDraft, readEditedDraft } from "./read-edited-draft.ts";
import { type Submission, readSubmission } from "./read-submission.ts";

/** What somebody did in Slack, as far as we act on it. */
export type Interaction = Click | Submission | EditedDraft | { readonly kind: "other" };

const otherSchema = z.object({ type: z.string() });

/**
 * Reads the form that Slack posts for a click or a submitted modal; undefined when it is none of Slack's.
 *
 * @param now ISO 8601; a snooze that was submitted must end after it
 */
export function readInteraction(body: string, now: string): Interaction | undefined {
  const payload = readJson(new URLSearchParams(body).get("payload") ?? "");
  if (!otherSchema.safeParse(payload).success) return undefined;
  return readClick(payload) ?? readSubmission(payload, now) ?? readEditedDraft(payload) ?? { kind: "other" };
}
