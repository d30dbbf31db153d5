import type { ModalView } from "@slack/types";
import { plain } from "./modal.ts";

/** Tells one person something where there is no channel to tell them in. `text` is Slack's markup. */
export function noticeModal(text: string): ModalView {
  return {
    type: "modal",
    callback_id: "case.notice",
    title: plain("Afterscore"),
    close: plain("Close"),
    blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }],
  };
}
