import type { Context } from "hono";
import { html } from "hono/html";
import { splitEffectId } from "../../shared/domain/effect.ts";
import { lastResort } from "../../shared/domain/locale.ts";
import { programFor, wordsOf } from "../../shared/domain/reward.ts";
import { fill } from "../../shared/domain/template.ts";
import { ended, unknownLink } from "./notes.ts";
import { type Markup, type Sender, page } from "./page.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { LinkTo, Visiting } from "./visiting.ts";

/** Shows a promoter what they are offered. */
export async function showReward(needs: Visiting, c: Context, { effectId }: LinkTo<"reward">): Promise<Response> {
  const found = await needs.responses.find(splitEffectId(effectId).responseId);
  const offered = found?.effects.find(({ kind, state }) => kind === "reward" && state !== "cancelled" && state !== "failed");
  if (found === undefined || offered?.person === undefined) return unknownLink(needs, c);
  const reader = readerOf(needs.copies, c, found.response.body.respondent.locale);
  const program = programFor(needs.policy, offered.plannedAt);
  if (program === undefined) return ended(needs, c, reader);
  const code = await needs.codeFor(offered.person, program.id);
  const link = program.link.replaceAll("{code}", code);
  const told = wordsOf(program, reader.language);
  // What is offered must be read by whoever is offered it, in another language if need be.
  const words = told === undefined ? { ...program, language: program.language ?? lastResort } : { ...told, language: reader.language };
  return c.html(rewardPage(needs.policy.messages, reader, { ...words, code, link }));
}

/** A reward as its page shows it. */
type RewardView = {
  readonly title: string;
  readonly terms: string;
  /** What title and terms are written in. */
  readonly language: string;
  readonly code: string;
  readonly link: string;
};

function rewardPage(sender: Sender, reader: Reader, { title, terms, language, code, link }: RewardView): Markup {
  const words = reader.copy.pages.reward;
  return page(
    sender,
    reader,
    title,
    html`<h1 lang="${language}" dir="auto">${title}</h1>
<p>${fill(words.thanks, { company: sender.company })}</p>
<p class="code">${words.code} <strong>${code}</strong></p>
<p><a class="action" href="${link}" rel="noopener noreferrer">${words.open}</a></p>
<p class="soft">${words.passOn}<br><span dir="ltr">${link}</span></p>
<h2 class="soft">${words.terms}</h2>
<p class="soft" lang="${language}" dir="auto">${terms}</p>`,
  );
}
