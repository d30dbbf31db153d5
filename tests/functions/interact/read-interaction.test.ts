import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInteraction } from "../../../functions/interact/read-interaction.ts";
import { homeView } from "../../../functions/interact/views/home-view.ts";
import { noteModal } from "../../../functions/interact/views/note-modal.ts";
import { caseListView } from "../../../functions/interact/views/case-list.ts";
import { caseWith } from "../../support/domain.ts";
import { cardClick, form, now, submitted } from "../../support/slack-payloads.ts";

const read = (payload: unknown) => readInteraction(form(payload), now);
const { message: _, channel: __, ...elsewhere } = cardClick;

describe("a click", () => {
  test("on a card says who, where, on what, and what it asks for", () => {
    expect(read(cardClick)).toEqual({
      kind: "click", user: "U0MIA", teams: ["T0LOCAL"], on: "message",
      channel: "C0CUSTOME", ts: "1795426200.000100", threadTs: undefined, viewId: undefined, origin: {},
      triggerId: "12345.98765.abcd2358fdea",
      wish: { wants: "acknowledge", caseId: "case_1" },
    });
  });

  test("in a thread says which", () => {
    expect(read({ ...cardClick, message: { ts: "2.000001", thread_ts: "1.000001" } })).toMatchObject({ ts: "2.000001", threadTs: "1.000001" });
  });

  test("on a private message, which Slack does not send along, is known by its container", () => {
    const container = { type: "message", message_ts: "3.000001", channel_id: "C0OTHER", thread_ts: "1.000001", is_ephemeral: true };
    expect(read({ ...elsewhere, container })).toMatchObject({ on: "message", channel: "C0OTHER", ts: "3.000001", threadTs: "1.000001" });
  });

  test("in a modal belongs to where the modal was opened", () => {
    const view = { ...caseListView([], { now, timeZone: "UTC", title: "Cases" }, { channel: "C0CUSTOME", ts: "4.000001" }), id: "V0LIST" };
    expect(read({ ...elsewhere, view, container: { type: "view", view_id: "V0LIST" } })).toMatchObject({
      on: "modal", viewId: "V0LIST", channel: "C0CUSTOME", ts: "4.000001", origin: { channel: "C0CUSTOME", ts: "4.000001" },
    });
  });

  test("in App Home has no channel", () => {
    const view = { ...homeView({ cases: [], areAll: true }, "U0MIA", now, "UTC"), id: "V0HOME", private_metadata: "" };
    expect(read({ ...elsewhere, view, container: { type: "view", view_id: "V0HOME" } })).toMatchObject({ on: "home", viewId: "V0HOME", channel: undefined });
  });

  test.each([
    ["case.acknowledge", { value: "case_1" }, { wants: "acknowledge", caseId: "case_1" }],
    ["case.resolve", { value: "case_1" }, { wants: "resolve", caseId: "case_1" }],
    ["case.more", { selected_option: { value: "snooze:case_1" } }, { wants: "snooze", caseId: "case_1" }],
    ["case.more", { selected_option: { value: "draft:case_a:b" } }, { wants: "draft", caseId: "case_a:b" }],
    ["case.more", { selected_option: { value: "delete:case_1" } }, undefined],
    ["case.more", { selected_option: { value: "note:" } }, undefined],
    ["case.more", { selected_option: null }, undefined],
    ["case.acknowledge", {}, undefined],
    ["something.else", { value: "case_1" }, undefined],
  ])("%s with %j asks for %j", (action_id, action, wish) => {
    const click = read({ ...cardClick, actions: [{ action_id, ...action }] });
    expect(click).toMatchObject({ kind: "click" });
    expect(click).toHaveProperty("wish", wish);
  });
});

describe("anything else", () => {
  test.each([
    { type: "shortcut", user: { id: "U0MIA" } },
    { type: "view_closed", user: { id: "U0MIA" }, view: { ...noteModal(caseWith(), {}), id: "V0MODAL" }, is_cleared: false },
    { ...cardClick, actions: [] },
    { ...cardClick, user: {} },
    { ...submitted(noteModal(caseWith(), {}), {}), view: { id: "V0", callback_id: "else.where", private_metadata: "{}" } },
    { ...submitted(noteModal(caseWith(), {}), {}), view: { id: "V0", callback_id: "case.note", private_metadata: "no json" } },
  ])("that is Slack's is taken and means nothing: %#", (payload) => {
    expect(read(payload)).toEqual({ kind: "other" });
  });

  test.each(["", "payload=", "payload=%7B", "payload=null", "payload=%5B%5D", "payload=%7B%22type%22%3A1%7D", "{}"])(
    "is none of Slack's: %s",
    (body) => {
      expect(readInteraction(body, now)).toBeUndefined();
    },
  );

  test("never throws, whatever is in its place", () => {
    const type = fc.constantFrom("block_actions", "view_submission", "view_closed", "shortcut");
    const part = fc.oneof(fc.anything(), fc.record({ id: fc.anything(), ts: fc.anything(), values: fc.anything(), private_metadata: fc.anything() }));
    const whole = fc.record({ type, user: fc.oneof(part, fc.constant({ id: "U0MIA" })), view: part, channel: part, message: part, container: part, actions: fc.oneof(fc.anything(), fc.array(part)) });
    const broken = fc.oneof(whole, fc.anything()).map((payload) => {
      try {
        return form(payload);
      } catch {
        return String(payload === null);
      }
    });
    fc.assert(fc.property(fc.oneof(fc.string(), broken), (body) => void readInteraction(body, now)), { numRuns: 1000 });
  });
});
