import * as z from "zod";

/**
 * Slack's documented limits for modals and App Home (docs.slack.dev/reference/views and
 * …/reference/block-kit), as far as our views use the kit, told as a list of what is broken. Lengths
 * are UTF-16 units, the strictest way of counting.
 */
const text = (longest: number, shortest = 1) => z.string().min(shortest).max(longest);
const plain = (longest: number) => z.strictObject({ type: z.literal("plain_text"), text: text(longest), emoji: z.boolean().optional() });
const mrkdwn = (longest: number) => z.strictObject({ type: z.literal("mrkdwn"), text: text(longest), verbatim: z.boolean().optional() });
const either = (longest: number) => z.union([plain(longest), mrkdwn(longest)]);
const named = { block_id: text(255).optional() };
const actionId = text(255);
const placeholder = plain(150).optional();

const option = z.strictObject({ text: plain(75), value: text(150), description: plain(75).optional() });
const options = (most: number) =>
  z.array(option).min(1).max(most).refine((all) => new Set(all.map(({ value }) => value)).size === all.length, "the same value twice");
const button = z.strictObject({
  type: z.literal("button"), action_id: actionId, text: plain(75), value: text(2000), style: z.enum(["primary", "danger"]).optional(),
});
const overflow = z.strictObject({ type: z.literal("overflow"), action_id: actionId, options: options(5) });

const groups = z.array(z.strictObject({ label: plain(75), options: options(100) })).min(1).max(100);
const select = z
  .strictObject({ type: z.literal("static_select"), action_id: actionId, placeholder, options: options(100).optional(), option_groups: groups.optional() })
  .refine((given) => (given.options === undefined) !== (given.option_groups === undefined), "needs either options or groups");
const input = z
  .strictObject({
    type: z.literal("plain_text_input"), action_id: actionId, placeholder, multiline: z.boolean(),
    max_length: z.number().int().min(1).max(3000), initial_value: text(3000).optional(),
  })
  .refine(({ initial_value: initial = "", max_length: most }) => initial.length <= most, "begins with more than it takes");
const element = z.union([
  select,
  input,
  z.strictObject({ type: z.literal("radio_buttons"), action_id: actionId, options: options(10) }),
  z.strictObject({ type: z.literal("users_select"), action_id: actionId, placeholder, initial_user: z.string().regex(/^[UW][A-Z0-9]+$/).optional() }),
  z.strictObject({ type: z.literal("datetimepicker"), action_id: actionId }),
]);

const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), ...named, text: plain(150) }),
  z.strictObject({ type: z.literal("divider"), ...named }),
  z.strictObject({ type: z.literal("section"), ...named, text: either(3000) }),
  z.strictObject({ type: z.literal("context"), ...named, elements: z.array(either(2000)).min(1).max(10) }),
  z.strictObject({ type: z.literal("actions"), ...named, elements: z.array(z.union([button, overflow])).min(1).max(25) }),
  z.strictObject({
    type: z.literal("input"), block_id: text(255), label: plain(2000), element, hint: plain(2000).optional(), optional: z.boolean().optional(),
  }),
]);

const common = {
  blocks: z
    .array(block)
    .min(1)
    .max(100)
    .refine((blocks) => {
      const ids = blocks.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));
      return new Set(ids).size === ids.length;
    }, "the same block_id twice"),
  private_metadata: text(3000, 0).optional(),
  callback_id: text(255),
};

const view = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("modal"), ...common, title: plain(24), submit: plain(24).optional(), close: plain(24) })
    .refine(({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== "input"), "has a field and nothing to submit it"),
  z.strictObject({ type: z.literal("home"), ...common }),
]);

/** What of Slack's limits a view breaks; empty when it would be taken. */
export function brokenViewLimits(sent: unknown): string[] {
  const parsed = view.safeParse(sent);
  const issues = parsed.success ? [] : parsed.error.issues.map(({ path, message: says }) => `${path.join("/")}: ${says}`);
  const halves = JSON.stringify(sent).match(/\\ud[89a-f]/gi) ?? [];
  return [...issues, ...(halves.length > 0 ? ["holds half of a surrogate pair"] : [])];
}

/** Every string that Slack reads as markup. */
export function mrkdwnIn(value: unknown): string[] {
  return textsIn(value, "mrkdwn");
}

/** Every string that is shown as it is. */
export function plainIn(value: unknown): string[] {
  return textsIn(value, "plain_text");
}

function textsIn(value: unknown, type: "mrkdwn" | "plain_text"): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = value as { type?: unknown; text?: unknown };
  if (own.type === type && typeof own.text === "string") return [own.text];
  return Object.values(value).flatMap((inner) => textsIn(inner, type));
}
