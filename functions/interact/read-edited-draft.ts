import type { OwnWords } from "../../shared/domain/draft.ts";
import { type DraftSeen, readDraftSeen } from "../../shared/casework/draft-seen.ts";
import { draftModal } from "./draft-modal-name.ts";
import { fieldValue } from "./modal-fields.ts";
import { readOrigin } from "./origin.ts";
import { teamsIn } from "./payload-parts.ts";
import { type ModalAnswer, readWords } from "./read-modal.ts";
import { submissionSchema } from "./read-submission.ts";

/** A draft was edited and is to be sent: in these words, or nowhere since something is wrong with them. */
export type EditedDraft = {
  readonly kind: "edited draft";
  readonly user: string;
  readonly teams: readonly string[];
  readonly draft: DraftSeen;
  readonly words: OwnWords | Extract<ModalAnswer, { errors: unknown }>;
};

/** Reads a `view_submission` of the modal in which a draft is edited; undefined when it is none. */
export function readEditedDraft(payload: unknown): EditedDraft | undefined {
  const parsed = submissionSchema.safeParse(payload).data;
  if (parsed?.view.callback_id !== draftModal) return undefined;
  const { user, team, view } = parsed;
  const draft = readDraftSeen(readOrigin(view.private_metadata).draft ?? "");
  if (draft === undefined) return undefined;
  const values = view.state?.values ?? {};
  return { kind: "edited draft", user: user.id, teams: teamsIn(user, team), draft, words: readWords((id) => values[id]?.[fieldValue]) };
}
