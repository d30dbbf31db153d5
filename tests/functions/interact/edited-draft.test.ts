import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEditedDraft } from "../../../functions/interact/read-edited-draft.ts";
import { editModal } from "../../../functions/interact/views/edit-modal.ts";
import type { Draft } from "../../../shared/domain/drafted.ts";
import { filled, obeyed, refusedView } from "../../support/any-case.ts";
import { submitted } from "../../support/slack-payloads.ts";
import { plainIn } from "../../support/view-limits.ts";

const draft: Draft = { card: "rsp_1.draft-thank", revision: 1, language: "de", subject: "Danke", text: "Hallo", ending: "Wir", expiresAt: "2026-11-24T12:00:00.000Z" };
const origin = { channel: "C0CUSTOME", draft: "rsp_1.thank:1" };
const typed = (value: string) => ({ value });
const wordsOf = (subject: string, message: string) => readEditedDraft(submitted(editModal(draft, origin), { subject: typed(subject), message: typed(message) }))?.words;

describe("the dialog in which a draft is edited", () => {
  it("begins with the subject in a line of its own, and with all that is written", () => {
    const fields = editModal(draft, origin).blocks as { block_id?: string; optional?: boolean; element?: unknown }[];
    expect(fields.map(({ block_id, element }) => [block_id, element]).filter(([id]) => id !== undefined)).toEqual([
      ["subject", { type: "plain_text_input", multiline: false, max_length: 120, initial_value: "Danke", action_id: "value" }],
      ["message", { type: "plain_text_input", multiline: true, max_length: 3000, initial_value: "Hallo\n\nWir", action_id: "value" }],
    ]);
    expect(fields.some(({ optional }) => optional)).toBe(false);
    expect(plainIn(editModal(draft, origin)).join()).toContain("German (de)");
  });

  it("keeps the spaces of a subject as they are, and shows where it had to cut one", () => {
    const begun = (subject: string) => JSON.stringify(editModal({ ...draft, subject }, origin).blocks[1]);
    expect(begun("Merci, un\u00a0mot\u00a0?")).toContain('"initial_value":"Merci, un\u00a0mot\u00a0?"');
    expect(begun("x".repeat(130))).toContain(`"initial_value":"${"x".repeat(119)}…"`);
  });

  it("stays within Slack's limits and obeys nothing, whatever is in it", () => {
    fc.assert(
      fc.property(filled(3000), filled(400), (text, subject) => {
        const view = editModal({ ...draft, subject, text, ending: text, link: subject }, origin);
        expect([refusedView(view), obeyed(view)]).toEqual([[], []]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an edited draft", () => {
  it("has the subject and the words that were typed", () => {
    expect(wordsOf(" Liebe Lin ", " Danke!\nWir ")).toEqual({ subject: "Liebe Lin", text: "Danke!\nWir" });
    expect(wordsOf("😀".repeat(120), "x")).toEqual({ subject: "😀".repeat(120), text: "x" });
  });

  it.each(["", "  ", "x".repeat(121), "Two\nlines", "Two\r\nBcc: x@evil.example", "Two\u2028lines", "A\0B", "A\u0085B"])("is refused at the subject when that is %j", (subject) => {
    expect(wordsOf(subject, "Danke!")).toEqual({ errors: { subject: expect.any(String) as string } });
  });

  it("is told of every field that is wrong at once", () => {
    expect(wordsOf("", " ")).toEqual({ errors: { subject: expect.any(String) as string, message: expect.any(String) as string } });
  });
});
