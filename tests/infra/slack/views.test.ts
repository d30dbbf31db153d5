import { describe, expect, it } from "vitest";
import { checkMessage, checkView } from "../../../infra/local/slack/block-kit/check-view.ts";
import { Refusal } from "../../../infra/local/slack/refusal.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const option = (index: number) => ({ text: plain(`Option ${index}`), value: String(index) });
const many = <Item>(count: number, item: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => item(index));
const x = (size: number): string => "x".repeat(size);

const modal = (more: object = {}) => ({ type: "modal", title: plain("Title"), submit: plain("Save"), blocks: [], ...more });
const home = (more: object = {}) => ({ type: "home", blocks: [], ...more });
const input = (element: object, more: object = {}) => ({ type: "input", label: plain("Label"), element, ...more });
const holding = (element: object, more: object = {}) => modal({ blocks: [input(element, more)] });

const refusal = (check: () => unknown): string => {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "fine";
};
const verdict = (view: unknown): string => refusal(() => checkView(view));

describe("Slack's limits for views", () => {
  it.each<[string, (size: number) => unknown, number, string]>([
    ["blocks", (size) => modal({ blocks: many(size, () => ({ type: "divider" })) }), 100, "no more than 100 items allowed"],
    ["blocks of a Home", (size) => home({ blocks: many(size, () => ({ type: "divider" })) }), 100, "no more than 100 items allowed"],
    ["characters of a title", (size) => modal({ title: plain(x(size)) }), 24, "must be less than 25 characters"],
    ["characters of the submit button", (size) => modal({ submit: plain(x(size)) }), 24, "must be less than 25 characters"],
    ["characters of the close button", (size) => modal({ close: plain(x(size)) }), 24, "must be less than 25 characters"],
    ["characters of private metadata", (size) => modal({ private_metadata: x(size) }), 3000, "must be less than 3001 characters"],
    ["characters of a callback id", (size) => home({ callback_id: x(size) }), 255, "must be less than 256 characters"],
    ["characters of a label", (size) => holding({ type: "plain_text_input" }, { label: plain(x(size)) }), 2000, "must be less than 2001 characters"],
    ["characters of a hint", (size) => holding({ type: "plain_text_input" }, { hint: plain(x(size)) }), 2000, "must be less than 2001 characters"],
    ["characters of a placeholder", (size) => holding({ type: "plain_text_input", placeholder: plain(x(size)) }), 150, "must be less than 151 characters"],
    ["options of a menu", (size) => holding({ type: "static_select", options: many(size, option) }), 100, "no more than 100 items allowed"],
    ["option groups", (size) => holding({ type: "static_select", option_groups: many(size, () => ({ label: plain("x"), options: [option(1)] })) }), 100, "no more than 100 items allowed"],
    ["characters of an option", (size) => holding({ type: "static_select", options: [{ text: plain(x(size)), value: "1" }] }), 75, "must be less than 76 characters"],
    ["characters of an option's value", (size) => holding({ type: "static_select", options: [{ text: plain("x"), value: x(size) }] }), 150, "must be less than 151 characters"],
    ["characters of an option's description", (size) => holding({ type: "static_select", options: [{ ...option(1), description: plain(x(size)) }] }), 75, "must be less than 76 characters"],
    ["radio buttons", (size) => holding({ type: "radio_buttons", options: many(size, option) }), 10, "no more than 10 items allowed"],
    ["checkboxes", (size) => holding({ type: "checkboxes", options: many(size, option) }), 10, "no more than 10 items allowed"],
    ["as a longest length", (size) => holding({ type: "plain_text_input", max_length: size }), 3000, "must be at most 3000"],
    ["as a shortest length", (size) => holding({ type: "plain_text_input", min_length: size }), 3000, "must be at most 3000"],
  ])("allow so many %s and not one more", (_name, view, limit, says) => {
    expect(verdict(view(limit))).toBe("fine");
    expect(verdict(view(limit + 1))).toContain(says);
  });

  it.each<[string, unknown, string]>([
    ["a modal without a title", { type: "modal", blocks: [] }, "missing required field: title [json-pointer:/view]"],
    ["a Home with a title", home({ title: plain("x") }), "invalid additional property: title [json-pointer:/view]"],
    ["inputs without a submit button", { ...holding({ type: "plain_text_input" }), submit: undefined }, "submit is required when an input block is within the blocks array [json-pointer:/view]"],
    ["no view at all", "hello", "invalid_arguments"],
    ["an unknown kind", { type: "workflow_step", blocks: [] }, "unsupported type"],
    ["blocks with the same id", modal({ blocks: [{ type: "divider", block_id: "a" }, { type: "divider", block_id: "a" }] }), 'block_id "a" already exists [json-pointer:/view/blocks/1/block_id]'],
    ["an initial option that is none", holding({ type: "static_select", options: [option(1)], initial_option: option(2) }), "initial_option must exactly match one of the options [json-pointer:/view/blocks/0/element]"],
    ["an initial option in other words", holding({ type: "radio_buttons", options: [option(1)], initial_option: { ...option(1), text: plain("One") } }), "initial_option must exactly match"],
    ["both options and groups", holding({ type: "static_select", options: [option(1)], option_groups: [{ label: plain("x"), options: [option(1)] }] }), "must have either options or option_groups"],
    ["neither", holding({ type: "static_select" }), "must have either options or option_groups"],
    ["markup in a menu", holding({ type: "static_select", options: [{ text: { type: "mrkdwn", text: "*x*" }, value: "1" }] }), "must be one of plain_text"],
    ["a page behind a menu's option", holding({ type: "static_select", options: [{ ...option(1), url: "https://x.example" }] }), "invalid additional property: url"],
    ["lengths that cannot be met", holding({ type: "plain_text_input", min_length: 3, max_length: 2 }), "min_length must not be greater than max_length"],
    ["a longest length of nothing", holding({ type: "plain_text_input", max_length: 0 }), "must be at least 1"],
    ["numbers that cannot be met", holding({ type: "number_input", is_decimal_allowed: true, min_value: "10", max_value: "9" }), "min_value must not be greater than max_value"],
    ["a day that is none", holding({ type: "datepicker", initial_date: "21.11.2026" }), "must be YYYY-MM-DD"],
    ["a time that is none", holding({ type: "timepicker", initial_time: "9:30" }), "must be HH:mm"],
    ["a moment in milliseconds", holding({ type: "datetimepicker", initial_date_time: 1_795_246_200_000 }), "must be 10 digits"],
    ["two elements with the focus", modal({ blocks: many(2, () => input({ type: "plain_text_input", focus_on_load: true })) }), "only one element can set focus_on_load"],
    ["a menu this page cannot fill", holding({ type: "external_select" }), 'unsupported type: "external_select"'],
    ["a text field among actions", modal({ blocks: [{ type: "actions", elements: [{ type: "plain_text_input" }] }] }), 'unsupported type: "plain_text_input"'],
    ["an overflow menu without options", modal({ blocks: [{ type: "actions", elements: [{ type: "overflow", options: [] }] }] }), "no fewer than 1 items allowed"],
  ])("refuse %s", (_name, view, says) => {
    expect(verdict(view)).toContain(says);
  });

  it("give ids to what has none, always the same", () => {
    const view = holding({ type: "plain_text_input" });
    const checked = checkView(view);
    expect(checked).toMatchObject({ blocks: [{ block_id: expect.any(String), element: { action_id: expect.any(String) } }] });
    expect(checkView(view)).toEqual(checked);
  });

  it("hold for messages too", () => {
    expect(refusal(() => checkMessage({ text: "x", blocks: many(50, () => ({ type: "divider" })) }))).toBe("fine");
    expect(refusal(() => checkMessage({ text: "x", blocks: many(51, () => ({ type: "divider" })) }))).toContain("no more than 50 items allowed");
  });
});
