import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { atMost, characters, plainText, text, url } from "./text.ts";

const value = characters(1, 150);

/** One line of a select menu; plain text only (docs.slack.dev/reference/block-kit/composition-objects/option-object). */
export const menuOption = z.strictObject({ text: plainText(75), value, description: plainText(75).optional() });

/** One line of an overflow menu: the only kind that may open a page. */
export const overflowOption = menuOption.extend({ url: url.optional() });

/** One radio button or checkbox: the only kinds whose words may be marked up. */
export const choiceOption = z.strictObject({ text: text(75), value, description: text(75).optional() });

/** An option of any kind, for showing and reading it. */
export type Option = z.infer<typeof choiceOption>;

const options = atMost(menuOption, 100);

/** A select menu holds one or the other. */
export const offer = {
  options: options.optional(),
  option_groups: atMost(z.strictObject({ label: plainText(75), options }), 100).optional(),
};

type Offer = {
  readonly options?: readonly Option[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly Option[] }[] | undefined;
};

/** Everything one can choose, groups or not. */
export const optionsOf = (element: Offer): readonly Option[] =>
  element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

/** For `refine`: options or groups, not both and not neither. */
export const offersOnce = (element: Offer): boolean => (element.options === undefined) !== (element.option_groups === undefined);
export const OFFERS_ONCE = "must have either options or option_groups";

/** For `refine`: "exactly matches one of the options". */
export const startsAmong = (
  element: Offer & { readonly initial_option?: Option | undefined; readonly initial_options?: readonly Option[] | undefined },
): boolean => {
  const offered = optionsOf(element);
  const initial = [...(element.initial_option === undefined ? [] : [element.initial_option]), ...(element.initial_options ?? [])];
  return initial.every((one) => offered.some((other) => isDeepStrictEqual(one, other)));
};
export const STARTS_AMONG = "initial_option must exactly match one of the options";
