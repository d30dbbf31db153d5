import type { KnownBlock, RichTextQuote } from "@slack/types";
import { pieces } from "./mrkdwn.ts";

/** Slack documents no limit for a run of rich text; a section's is kept. */
const longestRun = 3000;

/** What a person wrote, as it is: rich text is shown and never parsed. */
export function quote(comment: string): RichTextQuote {
  return {
    type: "rich_text_quote",
    elements: pieces(comment, longestRun).map((text) => ({ type: "text" as const, text })),
  };
}

/** The comment's place on a card, also when there is none. */
export function commentBlock(comment: string | undefined): KnownBlock {
  return isBlank(comment)
    ? { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "No comment was left.", style: { italic: true } }] }] }
    : { type: "rich_text", elements: [quote(comment)] };
}

/** Whether there is nothing to read in a comment. */
export function isBlank(comment: string | undefined): comment is undefined | "" {
  return comment === undefined || comment.trim() === "";
}
