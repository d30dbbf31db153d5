import * as z from "zod/mini";
import { type Origin, readJson, readOrigin } from "./origin.ts";
import { userSchema, viewSchema } from "./payload-parts.ts";
import { type Click, readClick } from "./read-click.ts";
import { type EditedDraft, readEditedDraft } from "./read-edited-draft.ts";
import { type Submission, readSubmission } from "./read-submission.ts";

/** A modal was closed, and nothing in it was submitted. */
export type Closing = {
  readonly kind: "closing";
  readonly user: string;
  readonly viewId: string;
  readonly callbackId: string;
  readonly origin: Origin;
};

/** What somebody did in Slack, as far as we act on it. */
export type Interaction = Click | Submission | EditedDraft | Closing | { readonly kind: "other" };

const closingSchema = z.object({ type: z.literal("view_closed"), user: userSchema, view: viewSchema });
const otherSchema = z.object({ type: z.string() });

/**
 * Reads the form that Slack posts for a click, a submitted modal or a closed one; undefined when it is
 * none of Slack's.
 *
 * @param now ISO 8601; a snooze that was submitted must end after it
 */
export function readInteraction(body: string, now: string): Interaction | undefined {
  const payload = readJson(new URLSearchParams(body).get("payload") ?? "");
  if (!otherSchema.safeParse(payload).success) return undefined;
  return readClick(payload) ?? readSubmission(payload, now) ?? readEditedDraft(payload) ?? readClosing(payload) ?? { kind: "other" };
}

function readClosing(payload: unknown): Closing | undefined {
  const parsed = closingSchema.safeParse(payload).data;
  if (parsed === undefined) return undefined;
  const { id, callback_id, private_metadata } = parsed.view;
  return { kind: "closing", user: parsed.user.id, viewId: id, callbackId: callback_id, origin: readOrigin(private_metadata) };
}
