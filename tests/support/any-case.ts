import fc from "fast-check";
import { checkBlocks } from "../../infra/local/slack/block-kit/check-blocks.ts";
import { Refusal } from "../../infra/local/slack/refusal.ts";
import type { ListedCase } from "../../functions/interact/views/case-rows.ts";
import type { Case } from "../../shared/domain/case.ts";
import { brokenViewLimits, mrkdwnIn } from "./view-limits.ts";

/** Markup that must be shown and not obeyed, and scripts in which lengths and directions are easily got wrong. */
const hostile = fc.constantFrom(
  "<script>alert(1)</script>", "<!channel>", "<!here>", "<@U0MIA>", "@here", "@channel", "*bold*", "_it_", "~gone~", "`code`", "<https://evil.example|click>",
  "https://evil.example", "&lt;", "&", "\u202e", "\n", "👩‍👩‍👧‍👦", "ה", "好",
);

/** Foreign text of up to so many characters, often exactly as many. */
export const filled = (longest: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 30 }).map((parts) => cut(parts.join(""), longest)),
    hostile.map((text) => cut(text.repeat(longest), longest)),
    fc.constantFrom("好".repeat(longest), "😀".repeat(longest), "&".repeat(longest), cut("שלום ".repeat(longest), longest), `a${"😀".repeat(longest - 1)}`),
  );

const cut = (text: string, longest: number) => Array.from(text).slice(0, longest).join("").toWellFormed();

const time = fc.integer({ min: 1_795_000_000, max: 1_796_000_000 }).map((seconds) => new Date(seconds * 1000).toISOString());

/** Cases of every state and severity, about people and accounts who are called anything. */
export const anyCase: fc.Arbitrary<Case> = fc.record(
  {
    id: fc.stringMatching(/^case_[A-Za-z0-9_-]{1,40}$/),
    state: fc.constantFrom("open", "acknowledged", "contacted", "snoozed", "resolved"),
    snoozedUntil: time,
    severity: fc.constantFrom("critical", "high", "normal"),
    reasons: fc.constant([]),
    respondent: fc.record(
      { key: fc.constant("id:u_91"), id: filled(128), name: fc.oneof(filled(60), filled(200)), email: fc.constant(`${"m".repeat(240)}@us.example`) },
      { requiredKeys: ["key"] },
    ),
    account: fc.record({ id: filled(128), name: fc.oneof(filled(60), filled(200)) }, { requiredKeys: ["id"] }),
    responses: fc.constant(["rsp_1"]),
    openedAt: time,
    due: fc.record({ acknowledgeBy: time, resolveBy: time }),
    timeline: fc.constant([]),
    channel: fc.constant("#customer-feedback"),
    test: fc.boolean(),
  },
  { requiredKeys: ["id", "state", "severity", "reasons", "respondent", "responses", "openedAt", "due", "timeline", "channel", "test"] },
);

/** The same with an answer, or without. */
export const anyListed: fc.Arbitrary<ListedCase> = fc.record(
  { case: anyCase, answer: fc.record({ metric: fc.constantFrom("nps", "csat", "ces"), score: fc.integer({ min: 0, max: 10 }) }) },
  { requiredKeys: ["case"] },
);

/** Why Slack would refuse a view, by its documentation and by the workspace on the laptop. */
export function refusedView(view: { readonly blocks: readonly unknown[] }): string[] {
  return [...brokenViewLimits(view), ...refusedBlocks(view.blocks, "view")];
}

/** Why the workspace on the laptop would refuse blocks. */
export function refusedBlocks(blocks: readonly unknown[], surface: "message" | "view"): string[] {
  try {
    checkBlocks(structuredClone(blocks), surface);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}

/** Our own markup: mentions, ids of cases, times and one bold heading. */
const own = /<@U0MIA>|(?<=Case )`case_[\w-]+`|<!date\^\d+\^\{date_short_pretty\}, \{time\}\|[^<>|]+>/g;
const bold = /\*([^*\n]+)\*(?= ·|:)/;

/** What in a view or a message would be obeyed that is not ours. */
export function obeyed(sent: unknown): string[] {
  return mrkdwnIn(sent)
    .map((text) => text.replace(own, "").replace(bold, "$1"))
    .filter((text) => /[<>*`~]|&(?!amp;|lt;|gt;)|(?<![\p{L}\p{N}])@(?:here|channel|everyone)\b/u.test(text));
}
