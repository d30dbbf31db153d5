import type { KnownBlock, ModalView } from "@slack/types";
import { line, literal } from "../../../shared/chat/mrkdwn.ts";
import type { ChatMessage } from "../../../shared/ports.ts";
import { type Origin, writeOrigin } from "../origin.ts";
import { type ListedAt, type ListedCase, type ListedCases, caseRows } from "./case-rows.ts";
import { plain } from "./modal.ts";

/** A view holds 100 blocks, a case takes two, and nobody reads more. */
export const mostInView = 40;
/** A message holds 50 blocks and about 12,000 characters, and an answer should fit on a screen or two. */
const mostInAnswer = 10;

/** Cases in a modal, with the buttons of their cards: those that a storm has folded into one message, so many at a time. */
export function caseListView(cases: readonly ListedCase[], { title, ...at }: ListedAt & { readonly title: string }, origin: Origin): ModalView {
  return {
    type: "modal",
    callback_id: "case.list",
    private_metadata: writeOrigin(origin),
    title: plain(line(title, 24) || "Cases"),
    close: plain("Close"),
    blocks: cases.length === 0 ? [nothingWaits] : caseRows(cases.slice(0, mostInView), at),
  };
}

/** The answer to `/afterscore cases`. */
export function casesAnswer({ cases, areAll }: ListedCases, at: ListedAt): ChatMessage {
  if (cases.length === 0) return { text: literal(nothing), blocks: [nothingWaits] };
  const heading = `${cases.length}${areAll ? "" : " or more"} ${cases.length === 1 ? "case waits" : "cases wait"} for you`;
  const left = cases.length - mostInAnswer;
  const there = areAll && cases.length <= mostInView ? "all of them" : `the first ${mostInView}`;
  return {
    text: heading,
    blocks: [
      { type: "header", text: plain(heading) },
      ...caseRows(cases.slice(0, mostInAnswer), at),
      ...(left > 0 ? [rest(`… and ${areAll ? "" : "at least "}${left} more. The Home tab of this app shows ${there}.`)] : []),
    ],
  };
}

/** What is said below a list of what it does not show. */
export function rest(text: string): KnownBlock {
  return { type: "context", elements: [plain(text)] };
}

const nothing = "Nothing waits for you. Enjoy the quiet! 🎉 New cases of your accounts will show up here.";

/** What a list without cases says. */
export const nothingWaits: KnownBlock = { type: "section", text: plain(nothing) };
