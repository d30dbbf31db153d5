import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextInput, PlainTextOption } from "@slack/types";
import { subjectOf } from "../../../shared/chat/card-fields.ts";
import { line, pieces } from "../../../shared/chat/mrkdwn.ts";
import { signOf } from "../../../shared/chat/wording.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { type ModalField, type ModalName, fieldValue } from "../modal-fields.ts";
import { type Origin, writeOrigin } from "../origin.ts";

/** What is particular about a modal. */
type Parts = {
  /** At most 24 characters. */
  readonly title: string;
  /** Absent where there is nothing to submit. */
  readonly submit?: string;
  readonly blocks: readonly KnownBlock[];
};

/** A modal about a case. It begins by saying whose case it is, since the card may be out of sight. */
export function modal(name: ModalName, subject: Case, origin: Origin, { title, submit, blocks }: Parts): ModalView {
  return {
    type: "modal",
    callback_id: `case.${name}`,
    private_metadata: writeOrigin({ ...origin, caseId: subject.id }),
    title: plain(title),
    ...(submit === undefined ? {} : { submit: plain(submit) }),
    close: plain(submit === undefined ? "Close" : "Cancel"),
    blocks: [aboutBlock(subject), ...blocks],
  };
}

/** Whose case it is, in one line of plain text: nothing in names is obeyed. */
function aboutBlock(subject: Case): KnownBlock {
  const sign = subject.test ? `🧪 TEST ${signOf(subject.severity, subject.state)}` : signOf(subject.severity, subject.state);
  return { type: "section", text: plain(`${sign} ${line(subjectOf(subject), 300)}`) };
}

/** Text that is shown as it is. Names like `:smile:` in it stay text. */
export function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}

/** A labelled field. */
export function field(id: ModalField, label: string, element: InputBlock["element"], more: { optional?: boolean; hint?: string } = {}): InputBlock {
  return {
    type: "input",
    block_id: id,
    label: plain(label),
    element: { ...element, action_id: fieldValue },
    ...(more.optional === undefined ? {} : { optional: more.optional }),
    ...(more.hint === undefined ? {} : { hint: plain(more.hint) }),
  };
}

/** Room for some sentences. */
export function writing(longest: number, { placeholder, begun = "" }: { placeholder?: string; begun?: string }): PlainTextInput {
  const initial = pieces(begun, longest)[0] ?? "";
  return {
    type: "plain_text_input",
    multiline: true,
    max_length: longest,
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder) }),
    ...(initial === "" ? {} : { initial_value: initial }),
  };
}

/** One of a list, with a line that explains it. */
export function option(value: string, text: string, description?: string): PlainTextOption {
  return { value, text: plain(line(text, 75)), ...(description === undefined ? {} : { description: plain(line(description, 75)) }) };
}

/** A remark in small print. */
export function remark(text: string): KnownBlock {
  return { type: "context", elements: [plain(text)] };
}
