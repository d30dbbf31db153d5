import type { ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSubmission } from "../../../functions/interact/read-submission.ts";
import { assignModal } from "../../../functions/interact/views/assign-modal.ts";
import { contactModal } from "../../../functions/interact/views/contact-modal.ts";
import { draftModal } from "../../../functions/interact/views/draft-modal.ts";
import { noteModal } from "../../../functions/interact/views/note-modal.ts";
import { resolveModal } from "../../../functions/interact/views/resolve-modal.ts";
import { snoozeModal } from "../../../functions/interact/views/snooze-modal.ts";
import { type CaseEvent, outcomeSchema, transition } from "../../../shared/domain/case.ts";
import { filled } from "../../support/any-case.ts";
import { caseWith } from "../../support/domain.ts";
import { ending, now, submitted } from "../../support/slack-payloads.ts";

const subject = caseWith({ respondent: { key: "id:u_91", email: "lin@acme.example" } });
const origin = { channel: "C0CUSTOME", ts: "1795426200.000100" };
const modals = {
  resolve: resolveModal(subject, ending("bug", "missing_feature"), origin),
  snooze: snoozeModal(subject, { now, hours: "always", timeZone: "UTC" }, origin),
  contact: contactModal(subject, origin),
  assign: assignModal(subject, undefined, origin),
  note: noteModal(subject, origin),
  draft: draftModal(subject, { text: "", from: { name: "Us", email: "hello@us.example" }, repliesTo: "" }, origin),
};

const act = (name: keyof typeof modals, fields: Record<string, unknown>) => readSubmission(submitted(modals[name], fields), now)?.act;
const happening = (...events: CaseEvent[]) => ({ caseId: "case_1", events, viewId: "V0MODAL" });
const picked = (value: string | null) => ({ selected_option: value === null ? null : { value } });
const typed = (value: string | null) => ({ value });

describe("a submitted modal", () => {
  test("says who submitted which, and where it had been opened", () => {
    expect(readSubmission(submitted(modals.note, { note: typed("Called") }), now)).toEqual({
      kind: "submission", user: "U0MIA", teams: ["T0LOCAL"],
      origin: { caseId: "case_1", ...origin }, act: happening({ type: "note", note: "Called" }),
    });
  });

  test.each([
    ["resolve", { outcome: picked("recovered"), root_cause: picked("bug"), note: typed(null) }, [{ type: "resolve", outcome: "recovered", rootCause: "bug" }]],
    ["resolve", { outcome: picked("churned"), root_cause: picked("bug"), note: typed(" Left\nus ") }, [{ type: "resolve", outcome: "churned", rootCause: "bug", note: "Left\nus" }]],
    ["snooze", { snooze: picked("hour@2026-11-21T13:00:00.000Z"), date: { selected_date_time: null } }, [{ type: "snooze", until: "2026-11-21T13:00:00.000Z" }]],
    ["snooze", { snooze: picked("date"), date: { selected_date_time: 1_795_435_200 } }, [{ type: "snooze", until: "2026-11-23T12:00:00.000Z" }]],
    ["contact", { how: picked("call"), said: typed(null) }, [{ type: "contact", how: "call" }]],
    ["contact", { how: picked("meeting"), said: typed("All good") }, [{ type: "contact", how: "meeting" }, { type: "note", note: "All good" }]],
    ["assign", { owner: { selected_user: "U0BEN" } }, [{ type: "assign", owner: "U0BEN" }]],
    ["note", { note: typed("😀".repeat(2000)) }, [{ type: "note", note: "😀".repeat(2000) }]],
    ["draft", { message: typed(" Dear Lin,\nsorry! ") }, [{ type: "contact", how: "email", message: "Dear Lin,\nsorry!" }]],
  ] as const)("%s asks for what was filled in: %#", (name, fields, events) => {
    expect(act(name, fields)).toEqual(happening(...events));
  });

  test.each([
    ["resolve", {}, ["outcome", "root_cause"]],
    ["resolve", { outcome: picked("happy"), root_cause: picked("bug"), note: typed("x".repeat(2001)) }, ["outcome", "note"]],
    ["snooze", {}, ["snooze"]],
    ["snooze", { snooze: picked("hour@2026-11-21T12:00:00.000Z") }, ["snooze"]],
    ["snooze", { snooze: picked("hour@some day") }, ["snooze"]],
    ["snooze", { snooze: picked("hour@2026-11-21T13:00:00.000Z"), date: { selected_date_time: 1_795_435_200 } }, ["snooze"]],
    ["snooze", { snooze: picked("date"), date: { selected_date_time: null } }, ["date"]],
    ["snooze", { snooze: picked("date"), date: { selected_date_time: 1_795_262_400 } }, ["date"]],
    ["snooze", { snooze: picked("date"), date: { selected_date_time: 1e308 } }, ["date"]],
    ["snooze", { snooze: picked("date"), date: { selected_date_time: 1_827_000_000 } }, ["date"]],
    ["contact", { said: typed("All good") }, ["how"]],
    ["contact", { how: picked("pigeon") }, ["how"]],
    ["contact", { how: picked("call"), said: typed("x".repeat(2001)) }, ["said"]],
    ["assign", { owner: { selected_user: null } }, ["owner"]],
    ["assign", { owner: { selected_user: "<!channel>" } }, ["owner"]],
    ["note", { note: typed(" \n\t ") }, ["note"]],
    ["note", { note: typed("x".repeat(2001)) }, ["note"]],
    ["draft", { message: typed("") }, ["message"]],
    ["draft", { message: typed("好".repeat(3001)) }, ["message"]],
  ] as const)("%s is told at the field what is wrong: %#", (name, fields, wrong) => {
    const errors = (act(name, fields) as { errors: Record<string, string> }).errors;
    expect(Object.keys(errors)).toEqual(wrong);
    for (const [id, said] of Object.entries(errors)) {
      expect(said).toMatch(/\.$/);
      expect((modals[name].blocks as { block_id?: string }[]).map((block) => block.block_id)).toContain(id);
    }
  });
});

type Shown = { block_id?: string; element: { options?: { value: string }[] } };
const offered = (view: ModalView, id: string) => (view.blocks as Shown[]).find((block) => block.block_id === id)!.element.options!.map(({ value }) => value);

describe("whatever a modal offers", () => {
  test("can be chosen, and an open case takes it", () => {
    const answers = [
      ...offered(modals.resolve, "outcome").flatMap((outcome) => offered(modals.resolve, "root_cause").map((cause) => act("resolve", { outcome: picked(outcome), root_cause: picked(cause) }))),
      ...offered(modals.contact, "how").map((how) => act("contact", { how: picked(how), said: typed("All good") })),
      ...offered(modals.snooze, "snooze").filter((value) => value !== "date").map((value) => act("snooze", { snooze: picked(value) })),
    ];
    expect(answers).toHaveLength(outcomeSchema.options.length * 2 + 5 + 3);
    for (const answer of answers) {
      const { events } = answer as Extract<typeof answer, { events: unknown }>;
      expect(events.length).toBeGreaterThan(0);
      for (const event of events) expect(transition({ state: "open" }, event).allowed).toBe(true);
    }
  });

  test("means the moment that it showed, however long the modal was open", () => {
    const [, tomorrow] = offered(modals.snooze, "snooze");
    const hours = 20 * 3_600_000;
    const later = new Date(Date.parse(now) + hours).toISOString();
    expect(readSubmission(submitted(modals.snooze, { snooze: picked(tomorrow!) }), later)?.act).toEqual(happening({ type: "snooze", until: "2026-11-22T09:00:00.000Z" }));
  });
});

test("text comes through as it was typed, without the blanks around it", () => {
  fc.assert(
    fc.property(filled(2000), (text) => {
      const answer = act("note", { note: typed(text) });
      if (text.trim() === "") expect(answer).toHaveProperty("errors.note");
      else expect(answer).toEqual(happening({ type: "note", note: text.trim() }));
    }),
  );
});

test("garbage in any field is a mistake of that field or nothing, and never thrown", () => {
  const name = fc.constantFrom("resolve", "snooze", "contact", "assign", "note", "draft");
  const element = fc.oneof(
    fc.anything(),
    fc.record({ value: fc.anything(), selected_option: fc.oneof(fc.anything(), fc.record({ value: fc.anything() })), selected_user: fc.anything(), selected_date_time: fc.oneof(fc.anything(), fc.double()) }),
  );
  const id = fc.constantFrom("outcome", "root_cause", "note", "snooze", "date", "how", "said", "owner", "message", "__proto__");
  fc.assert(
    fc.property(name, fc.dictionary(id, element), fc.option(fc.anything()), (modal, fields, state) => {
      const payload = submitted(modals[modal], fields);
      const sent = state === null ? payload : { ...payload, view: { ...payload.view, state } };
      const answer = readSubmission(sent, now)?.act;
      expect(Object.keys(answer ?? {})).toEqual(expect.arrayContaining(answer !== undefined && "errors" in answer ? ["errors"] : ["caseId", "events", "viewId"]));
    }),
    { numRuns: 1000 },
  );
});
