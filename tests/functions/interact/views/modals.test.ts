import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignModal } from "../../../../functions/interact/views/assign-modal.ts";
import { contactModal } from "../../../../functions/interact/views/contact-modal.ts";
import { draftModal } from "../../../../functions/interact/views/draft-modal.ts";
import { noteModal } from "../../../../functions/interact/views/note-modal.ts";
import { resolveModal } from "../../../../functions/interact/views/resolve-modal.ts";
import { snoozeModal } from "../../../../functions/interact/views/snooze-modal.ts";
import { outcomeSchema } from "../../../../shared/domain/case.ts";
import { anyCase, filled, obeyed, refusedView } from "../../../support/any-case.ts";
import { caseWith } from "../../../support/domain.ts";
import { ending } from "../../../support/slack-payloads.ts";
import { plainIn } from "../../../support/view-limits.ts";

const lin = caseWith({ respondent: { key: "id:u_91", name: "Lin Wei", email: "lin@acme.example" }, account: { id: "acme", name: "Acme" } });
const origin = { channel: "C0CUSTOME", ts: "1795426200.000100" };
const office = { timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], start: "09:00", end: "18:00", holidays: ["2026-11-23"] };
const friday = { now: "2026-11-20T09:30:00.000Z", hours: office, timeZone: "UTC" };

const sent = { text: "", from: { name: "Us", email: "hello@us.example" }, repliesTo: "mia@us.example" };

type Option = { value: string; text: { text: string }; description?: { text: string } };
type Element = { options?: Option[]; option_groups?: { options: Option[] }[]; initial_value?: string; initial_user?: string };
const element = (view: { readonly blocks: readonly unknown[] }, id: string): Element =>
  (view.blocks as { block_id?: string; element: Element }[]).find((block) => block.block_id === id)!.element;

describe("every modal about a case", () => {
  test("says whose case it is and remembers where it was opened", () => {
    const modals = [
      resolveModal(lin, ending("bug"), origin), snoozeModal(lin, friday, origin), contactModal(lin, origin),
      assignModal(lin, undefined, origin), noteModal(lin, origin), draftModal(lin, sent, origin),
    ];
    expect(modals.map((view) => view.callback_id)).toEqual(["case.resolve", "case.snooze", "case.contact", "case.assign", "case.note", "case.draft"]);
    for (const view of modals) {
      expect(JSON.parse(view.private_metadata!)).toEqual({ caseId: "case_1", ...origin });
      expect(plainIn(view.blocks[0])).toEqual(["🟡 Lin Wei, Acme"]);
    }
  });

  test("says that it is about a test", () => {
    expect(plainIn(noteModal({ ...lin, test: true }, origin).blocks[0])).toEqual(["🧪 TEST 🟡 Lin Wei, Acme"]);
  });

  test("says it in one line that reads in its own direction", () => {
    const named = caseWith({ respondent: { key: "id:u", id: "u\n91\u202e" } });
    expect(plainIn(noteModal(named, origin).blocks[0])).toEqual(["🟡 u 91"]);
  });

  test("stays within Slack's limits and obeys nothing, whatever is in it", () => {
    const causes = fc.oneof(
      fc.array(fc.stringMatching(/^[a-z0-9_]{1,40}$/), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 450 }).map((count) => Array.from({ length: count }, (_, index) => `cause_${index}`)),
    );
    const hours = fc.constantFrom("always" as const, office, { ...office, timeZone: "America/Argentina/ComodRivadavia" });
    fc.assert(
      fc.property(anyCase, causes, hours, filled(3000), fc.option(filled(64)), (subject, rootCauses, worked, text, owner) => {
        for (const view of [
          resolveModal(subject, ending(...rootCauses), origin),
          snoozeModal(subject, { ...friday, hours: worked }, origin),
          contactModal(subject, {}),
          assignModal(subject, owner ?? undefined, origin),
          noteModal(subject, origin),
          draftModal(subject, { text, repliesTo: text, from: { name: text, email: text }, comment: text }, origin),
        ]) {
          expect(refusedView(view)).toEqual([]);
          expect(obeyed(view)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("resolving", () => {
  test("offers every outcome with what it means, and every cause in words", () => {
    const view = resolveModal(lin, ending("bug", "missing_feature", "bug"), origin);
    const outcomes = element(view, "outcome").options!;
    expect(outcomes.map(({ value }) => value)).toEqual(outcomeSchema.options);
    expect(outcomes.every(({ description }) => (description?.text.length ?? 0) > 20 && !description?.text.endsWith("…"))).toBe(true);
    expect(element(view, "root_cause").options?.map(({ value, text }) => [value, text.text])).toEqual([
      ["bug", "Bug"], ["missing_feature", "Missing feature"],
    ]);
  });

  test("tells that the customer is asked the same some time later, where they are", () => {
    const asking = { rootCauses: ["bug"], messages: { afterResolution: { after: 0, survey: "case-recovery" } } };
    const told = (subject: typeof lin, policy: Parameters<typeof resolveModal>[1]) => JSON.stringify(resolveModal(subject, policy, origin)).includes("whether it was made right");
    expect([told(lin, asking), told(lin, ending("bug")), told({ ...lin, test: true }, asking), told(caseWith(), asking)]).toEqual([true, false, false, false]);
  });

  test("offers more causes than one list may hold", () => {
    const causes = Array.from({ length: 250 }, (_, index) => `cause_${index}`);
    const groups = element(resolveModal(lin, ending(...causes), origin), "root_cause").option_groups!;
    expect(groups.map(({ options }) => options.length)).toEqual([100, 100, 50]);
    expect(groups.flatMap(({ options }) => options.map(({ value }) => value))).toEqual(causes);
  });

  test("offers ten thousand causes and no more, as Slack does", () => {
    const causes = Array.from({ length: 10_001 }, (_, index) => `cause_${index}`);
    expect(refusedView(resolveModal(lin, ending(...causes), origin))).toEqual([]);
  });
});

describe("snoozing", () => {
  const choices = (times: typeof friday | (Omit<typeof friday, "hours"> & { hours: "always" })) =>
    element(snoozeModal(lin, times, origin), "snooze").options!.map(({ value, text, description }) => [value, text.text, description?.text]);

  test("says until when each choice is, in working hours", () => {
    expect(choices(friday)).toEqual([
      ["hour@2026-11-20T10:30:00.000Z", "1 hour", "until Fri 20 Nov, 11:30 CET"],
      ["tomorrow@2026-11-24T08:00:00.000Z", "Tomorrow", "until Tue 24 Nov, 09:00 CET"],
      ["date", "A date", "pick it below"],
    ]);
  });

  test("offers each moment once", () => {
    expect(choices({ ...friday, now: "2026-11-18T09:30:00.000Z" }).map(([, title]) => title)).toEqual(["1 hour", "Tomorrow", "Next week", "A date"]);
    expect(choices({ ...friday, hours: "always", now: "2026-11-22T09:30:00.000Z" }).map(([, title]) => title)).toEqual(["1 hour", "Tomorrow", "A date"]);
  });

  test("says it in the reporting zone where work is always", () => {
    expect(choices({ ...friday, hours: "always", timeZone: "Asia/Shanghai" })[1]).toEqual([
      "tomorrow@2026-11-21T01:00:00.000Z", "Tomorrow", "until Sat 21 Nov, 09:00 GMT+8",
    ]);
  });
});

describe("assigning", () => {
  test("begins with who is responsible, if that is a person in Slack", () => {
    expect(element(assignModal(lin, "U0MIA", origin), "owner").initial_user).toBe("U0MIA");
    expect(element(assignModal(lin, "mia@us.example", origin), "owner")).not.toHaveProperty("initial_user");
  });
});

describe("replying by mail", () => {
  test("says how it goes out, to what, who gets the answer, and that it counts", () => {
    const view = draftModal(lin, { ...sent, text: "Dear Lin,\nsorry!", comment: " *Exports* fail\n<daily>. " }, origin);
    expect(view.title.text).toBe("Reply by mail");
    expect(plainIn(view)).toEqual(expect.arrayContaining([
      "They wrote:\n*Exports* fail\n<daily>.",
      "To lin@acme.example\nFrom Us, hello@us.example\nSubject and footer are in the customer's language.\nReplies go to mia@us.example, and not into this channel.",
    ]));
    expect(plainIn(view).join()).toContain("counts as contact");
    expect(element(view, "message").initial_value).toBe("Dear Lin,\nsorry!");
    expect(plainIn(draftModal(lin, sent, origin)).join()).toContain("They left no comment.");
    expect(plainIn(draftModal(lin, { ...sent, comment: "x".repeat(5000) }, origin)).join()).toContain(`${"x".repeat(1000)}…`);
  });

  test("cuts a draft that no field would hold, between characters", () => {
    const begun = element(draftModal(lin, { ...sent, text: `a${"😀".repeat(2000)}` }, origin), "message").initial_value!;
    expect([begun.length, begun.isWellFormed()]).toEqual([2999, true]);
  });

  test("says so when there is no address, and asks for nothing", () => {
    const view = draftModal(caseWith(), sent, origin);
    expect(plainIn(view).join()).toContain("no mail address");
    expect(view).not.toHaveProperty("submit");
    expect(view.blocks.map(({ type }) => type)).toEqual(["section", "section"]);
    expect(refusedView(view)).toEqual([]);
  });
});
