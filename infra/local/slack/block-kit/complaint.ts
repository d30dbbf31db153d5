import type { Control } from "./controls.ts";
import type { Stateful } from "./elements.ts";

const MISSING = "Please complete this required field.";

const aboutLength = (text: string, min = 0, max = 3000): string | undefined => {
  const length = Array.from(text).length;
  if (length < min) return `Please enter at least ${min} characters.`;
  return length > max ? `Please enter at most ${max} characters.` : undefined;
};

const aboutNumber = (text: string, element: Extract<Stateful, { type: "number_input" }>): string | undefined => {
  const number = Number(text);
  if (!Number.isFinite(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Please enter ${element.min_value} or more.`;
  return element.max_value !== undefined && number > Number(element.max_value) ? `Please enter ${element.max_value} or less.` : undefined;
};

const aboutContent = (element: Stateful, held: readonly string[], text: string): string | undefined => {
  switch (element.type) {
    case "plain_text_input":
      return aboutLength(text, element.min_length, element.max_length);
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : "Please enter a valid email address.";
    case "url_text_input":
      return URL.canParse(text) ? undefined : "Please enter a valid URL.";
    case "number_input":
      return aboutNumber(text, element);
    case "multi_static_select":
    case "multi_users_select":
      return element.max_selected_items !== undefined && held.length > element.max_selected_items
        ? `Please choose at most ${element.max_selected_items}.`
        : undefined;
    case "static_select":
    case "users_select":
    case "conversations_select":
    case "channels_select":
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
    case "checkboxes":
    case "radio_buttons":
      return undefined;
  }
};

/** What Slack itself objects to before an app hears of a submission; undefined when it would let it pass. */
export const complaint = (input: NonNullable<Control["input"]>, held: readonly string[]): string | undefined => {
  const [first] = held;
  if (first === undefined) return input.optional === true ? undefined : MISSING;
  return aboutContent(input.element, held, first);
};
