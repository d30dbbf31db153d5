import { html } from "hono/html";
import { splitEffectId } from "../../shared/domain/effect.ts";
import { programOf } from "../../shared/domain/reward.ts";
import { ended, unknownLink } from "./notes.ts";
import { type Markup, type Sender, page } from "./page.ts";
import type { Visit, Visiting } from "./visiting.ts";

/** Shows a promoter what they are offered. */
export async function showReward(needs: Visiting, { c, link: { effectId } }: Visit): Promise<Response> {
  const found = await needs.responses.find(splitEffectId(effectId).responseId);
  const offered = found?.effects.find(({ kind, state }) => kind === "reward" && state !== "cancelled" && state !== "failed");
  if (found === undefined || offered?.person === undefined) return unknownLink(needs, c);
  const program = programOf(needs.policy, offered);
  if (program === undefined) return ended(needs, c);
  const code = await needs.codeFor(offered.person, program.id);
  const link = (program.link ?? "").replaceAll("{code}", code);
  return c.html(rewardPage(needs.policy.messages, { title: program.title, terms: program.terms, code, link }));
}

/** A reward as its page shows it. */
type RewardView = {
  readonly title: string;
  readonly terms: string;
  readonly code: string;
  readonly link: string;
};

function rewardPage(sender: Sender, { title, terms, code, link }: RewardView): Markup {
  return page(
    sender,
    title,
    html`<h1>${title}</h1>
<p>Thank you for taking the time to answer us. This is for you.</p>
<p class="code">Your personal code <strong>${code}</strong></p>
<p><a class="action" href="${link}" rel="noopener noreferrer">Open your personal link</a></p>
<p class="soft">Or pass it on: ${link}</p>
<h2 class="soft">The small print</h2>
<p class="soft">${terms}</p>`,
  );
}
