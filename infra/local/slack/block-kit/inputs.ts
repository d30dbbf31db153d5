import * as z from "zod";
import { choosing, interactive } from "./interactive.ts";
import { STARTS_AMONG, choiceOption, startsAmong } from "./options.ts";
import { atMost } from "./text.ts";

const choices = atMost(choiceOption, 10);

/** Dates, times, and choices in full view. */
export const pickers = [
  z.strictObject({ type: z.literal("datepicker"), ...choosing, initial_date: z.iso.date("must be YYYY-MM-DD").optional() }),
  z.strictObject({
    type: z.literal("timepicker"), ...choosing, timezone: z.string().optional(),
    initial_time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be HH:mm").optional(),
  }),
  z.strictObject({
    type: z.literal("datetimepicker"), ...interactive,
    initial_date_time: z.int().min(1_000_000_000, "must be 10 digits").max(9_999_999_999, "must be 10 digits").optional(),
  }),
  z
    .strictObject({ type: z.literal("checkboxes"), ...interactive, options: choices, initial_options: choices.optional() })
    .refine(startsAmong, STARTS_AMONG),
  z
    .strictObject({ type: z.literal("radio_buttons"), ...interactive, options: choices, initial_option: choiceOption.optional() })
    .refine(startsAmong, STARTS_AMONG),
] as const;

const typed = {
  ...choosing,
  initial_value: z.string().optional(),
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).optional() })
    .optional(),
};
const length = (min: number) => z.int().min(min, `must be at least ${min}`).max(3000, "must be at most 3000").optional();

/** What one types into. Only an `input` block may hold these. */
export const fields = [
  z
    .strictObject({
      type: z.literal("plain_text_input"), ...typed, multiline: z.boolean().optional(), min_length: length(0), max_length: length(1),
    })
    .refine(({ min_length: min = 0, max_length: max = 3000 }) => min <= max, "min_length must not be greater than max_length"),
  z.strictObject({ type: z.literal("email_text_input"), ...typed }),
  z.strictObject({ type: z.literal("url_text_input"), ...typed }),
  z
    .strictObject({
      type: z.literal("number_input"), ...typed, is_decimal_allowed: z.boolean(),
      min_value: z.string().optional(), max_value: z.string().optional(),
    })
    .refine(
      ({ min_value: min = "-Infinity", max_value: max = "Infinity" }) => Number(min) <= Number(max),
      "min_value must not be greater than max_value",
    ),
] as const;
