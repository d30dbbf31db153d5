import type { Interacting } from "./interacting.ts";
import { decideDraft } from "./judge-draft.ts";
import { mayAct } from "./may-act.ts";
import { type DialogAnswer, instead } from "./on-submission.ts";
import type { EditedDraft } from "./read-edited-draft.ts";

/** Has a draft sent in the words that somebody has typed; a mistake is shown at its field, and what came before them in the dialog's place. */
export async function onEditedDraft(needs: Interacting, { user, teams, draft, words }: EditedDraft): Promise<DialogAnswer> {
  if ("errors" in words) return { response_action: "errors", errors: words.errors };
  const permission = await mayAct(needs, { user, teams });
  if (permission.kind === "refused") return instead(permission.text);
  const late = await decideDraft(needs, draft, { does: "send", by: user, words });
  return late === undefined ? undefined : instead(late);
}
