import * as z from "zod";

/**
 * Slack's documented limits (docs.slack.dev/reference/block-kit), as far as our messages use the
 * kit, told as a list of what is broken. Lengths are UTF-16 units, the strictest way of counting.
 */
const text = (longest: number, shortest = 1) => z.string().min(shortest).max(longest);
const plain = (longest: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: text(longest), emoji: z.boolean().optional() });
const mrkdwn = (longest: number) => z.strictObject({ type: z.literal("mrkdwn"), text: text(longest) });
const either = (longest: number) => z.union([plain(longest), mrkdwn(longest)]);
const named = { block_id: text(255).optional() };

const option = z.strictObject({ text: plain(75), value: text(150) });
const button = z.strictObject({
  type: z.literal("button"),
  action_id: text(255),
  text: plain(75),
  value: text(2000),
  style: z.enum(["primary", "danger"]).optional(),
});
const overflow = z.strictObject({ type: z.literal("overflow"), action_id: text(255), options: z.array(option).min(1).max(5) });

const run = z.strictObject({
  type: z.literal("text"),
  text: text(3000),
  style: z.strictObject({ italic: z.boolean().optional(), bold: z.boolean().optional() }).optional(),
});
const rich = z.strictObject({ type: z.enum(["rich_text_section", "rich_text_quote"]), elements: z.array(run).min(1) });

const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), ...named, text: plain(150) }),
  z.strictObject({
    type: z.literal("section"),
    ...named,
    text: either(3000).optional(),
    fields: z.array(either(2000)).min(1).max(10).optional(),
  }),
  z.strictObject({ type: z.literal("context"), ...named, elements: z.array(either(2000)).min(1).max(10) }),
  z.strictObject({ type: z.literal("actions"), ...named, elements: z.array(z.union([button, overflow])).min(1).max(25) }),
  z.strictObject({ type: z.literal("rich_text"), ...named, elements: z.array(rich).min(1) }),
]);

const message = z.object({ text: text(4000), blocks: z.array(block).min(1).max(50) });

/** Text over all blocks; undocumented, named by Slack's maintainers (slackapi/bolt-js#2509). */
const mostText = 12_000;

/** What of Slack's limits a message breaks; empty when it would be taken. */
export function brokenLimits(sent: unknown): string[] {
  const parsed = message.safeParse(sent);
  if (!parsed.success) return parsed.error.issues.map(({ path, message: says }) => `${path.join("/")}: ${says}`);
  const length = textLength(parsed.data.blocks);
  const halves = JSON.stringify(sent).match(/\\ud[89a-f]/gi) ?? [];
  return [
    ...(length > mostText ? [`${length} characters of text in all blocks`] : []),
    ...(halves.length > 0 ? ["holds half of a surrogate pair"] : []),
  ];
}

function textLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === "text" && typeof inner === "string" ? inner.length : textLength(inner)),
    0,
  );
}

/** Every string of a message that Slack reads as markup: the fallback and all mrkdwn. */
export function markupOf(sent: { readonly text: string; readonly blocks: readonly unknown[] }): string[] {
  return [sent.text, ...mrkdwnIn(sent.blocks)];
}

function mrkdwnIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = mrkdwn(Number.MAX_SAFE_INTEGER).safeParse(value);
  return own.success ? [own.data.text] : Object.values(value).flatMap(mrkdwnIn);
}

/** The text of every rich text run, joined: what a person wrote, as the card shows it. */
export function quoted(blocks: readonly unknown[]): string {
  return blocks.map(quotedIn).join("");
}

function quotedIn(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const own = z.object({ type: z.literal("rich_text_quote"), elements: z.array(run) }).safeParse(value);
  return own.success ? own.data.elements.map((element) => element.text).join("") : Object.values(value).map(quotedIn).join("");
}
