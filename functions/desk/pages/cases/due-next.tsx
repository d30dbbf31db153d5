import type { nextDue } from "../../../../shared/domain/next-due.ts";
import type { Formats } from "../formats.ts";
import { Tag } from "../pieces.tsx";
import type { CaseWords } from "./words.ts";

/** What a case waits for, until when, and whether that has passed. */
export function DueNext({ next, now, words, formats }: { readonly next: ReturnType<typeof nextDue>; readonly now: string; readonly words: CaseWords["due"]; readonly formats: Formats }) {
  if (next === undefined) return <span class="soft">{words.nothing}</span>;
  const isOverdue = next.what !== "snoozed" && next.at <= now;
  return <><time dateTime={next.at}>{words[next.what](formats.moment(next.at))}</time>{isOverdue ? <>{" "}<Tag look="bad">{words.overdue}</Tag></> : null}</>;
}
