import { type Json, type JsonObject, jsonObject } from "../json.ts";
import type { Block } from "./blocks.ts";
import { type Control, controlsIn, isStateful } from "./controls.ts";
import type { Stateful } from "./elements.ts";
import { type Option, optionsOf } from "./options.ts";

/** What a person typed or chose, as a form holds it: text, the values of options, ids of people; by block and action. */
export type Typed = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const pad = (number: number): string => String(number).padStart(2, "0");

/** `2026-11-21T09:30`, as a form field of a date and time wants it; on this machine's clock, like all times on the pages. */
const localMinute = (seconds: number): string => {
  const at = new Date(seconds * 1000);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
};

const some = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** What an element holds before anybody touched it. */
const initially = (element: Stateful): readonly string[] => {
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return some(element.initial_value);
    case "static_select":
    case "radio_buttons":
      return some(element.initial_option?.value);
    case "multi_static_select":
    case "checkboxes":
      return (element.initial_options ?? []).map(({ value }) => value);
    case "users_select":
      return some(element.initial_user);
    case "multi_users_select":
      return element.initial_users ?? [];
    case "conversations_select":
      return some(element.initial_conversation);
    case "channels_select":
      return some(element.initial_channel);
    case "datepicker":
      return some(element.initial_date);
    case "timepicker":
      return some(element.initial_time);
    case "datetimepicker":
      return element.initial_date_time === undefined ? [] : [localMinute(element.initial_date_time)];
  }
};

/** What an element holds now. */
export const heldBy = ({ blockId, actionId, element }: Control & { readonly element: Stateful }, typed: Typed): readonly string[] =>
  (typed[blockId]?.[actionId] ?? initially(element)).filter((value) => value !== "");

const optionJson = (option: Option): JsonObject => jsonObject.parse(option);

/** An element's entry in `state.values`, and what a click on it says was chosen (docs.slack.dev/reference/interaction-payloads). */
export const stateJson = (element: Stateful, held: readonly string[]): JsonObject => {
  const one: Json = held[0] ?? null;
  const chosen = (options: readonly Option[]): JsonObject[] =>
    held.flatMap((value) => options.filter((option) => option.value === value).slice(0, 1).map(optionJson));
  const { type } = element;
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return { type, value: one };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: chosen(optionsOf(element))[0] ?? null };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: chosen(optionsOf(element)) };
    case "users_select":
      return { type, selected_user: one };
    case "multi_users_select":
      return { type, selected_users: [...held] };
    case "conversations_select":
      return { type, selected_conversation: one };
    case "channels_select":
      return { type, selected_channel: one };
    case "datepicker":
      return { type, selected_date: one };
    case "timepicker":
      return { type, selected_time: one, ...(element.timezone === undefined ? {} : { timezone: element.timezone }) };
    case "datetimepicker":
      return { type, selected_date_time: held[0] === undefined ? null : Math.floor(new Date(held[0]).getTime() / 1000) };
  }
};

/** `state.values` of a surface: everything that can hold something, touched or not. */
export const stateValues = (blocks: readonly Block[], typed: Typed): JsonObject => {
  const values: Record<string, JsonObject> = {};
  for (const { element, ...control } of controlsIn(blocks)) {
    if (!isStateful(element)) continue;
    const json = stateJson(element, heldBy({ ...control, element }, typed));
    values[control.blockId] = { ...values[control.blockId], [control.actionId]: json };
  }
  return values;
};
