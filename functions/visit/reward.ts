import type { Context } from "hono";
import { html } from "hono/html";
import { type Effect, splitEffectId } from "../../shared/domain/effect.ts";
import { lastResort } from "../../shared/domain/locale.ts";
import { programOf, wordsOf } from "../../shared/domain/reward.ts";
import type { RewardProgram } from "../../shared/domain/reward-program.ts";
import { fill } from "../../shared/domain/template.ts";
import { claimFor } from "./claim-for.ts";
import { ended, unknownLink } from "./notes.ts";
import { type Markup, page } from "./page.ts";
import { letFormPost } from "./page-headers.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { LinkTo, Visiting } from "./visiting.ts";

/** A reward as it was promised to somebody, who is there to look at it. */
type Offer = { readonly effect: Effect; readonly person: string; readonly program: RewardProgram; readonly reader: Reader };

/** Shows a promoter what they are offered, and once they have claimed it their code. Changes nothing. */
export function showReward(needs: Visiting, c: Context, link: LinkTo<"reward">): Promise<Response> {
  return withOffer(needs, c, link, (offer) => {
    const { code } = offer.effect.promised ?? {};
    if (code !== undefined) return c.html(rewardPage(needs, offer, code));
    letFormPost(c);
    return c.html(rewardPage(needs, offer));
  });
}

/** Gives a promoter what they were promised: whoever has claimed it before gets the same. */
export function claimReward(needs: Visiting, c: Context, link: LinkTo<"reward">): Promise<Response> {
  return withOffer(needs, c, link, async (offer) => {
    const code = await claimFor(needs, offer);
    return code === undefined ? unknownLink(needs, c) : c.html(rewardPage(needs, offer, code));
  });
}

async function withOffer(
  needs: Visiting,
  c: Context,
  { effectId }: LinkTo<"reward">,
  answer: (offer: Offer) => Response | Promise<Response>,
): Promise<Response> {
  const found = await needs.responses.find(splitEffectId(effectId).responseId);
  const effect = found?.effects.find(({ kind, state }) => kind === "reward" && state !== "cancelled" && state !== "failed");
  if (found === undefined || effect?.person === undefined) return unknownLink(needs, c);
  const reader = readerOf(needs.copies, c, found.response.body.respondent.locale);
  const program = programOf(needs.policy, effect);
  return program === undefined ? ended(needs, c, reader) : answer({ effect, person: effect.person, program, reader });
}

function rewardPage({ policy: { messages } }: Pick<Visiting, "policy">, { program, reader }: Offer, code?: string): Markup {
  const told = wordsOf(program, reader.language);
  // What is offered must be read by whoever is offered it, in another language if need be.
  const { title, terms, language } = told === undefined ? { ...program, language: program.language ?? lastResort } : { ...told, language: reader.language };
  const words = reader.copy.pages.reward;
  return page(
    messages,
    reader,
    title,
    html`<h1 lang="${language}" dir="auto">${title}</h1>
<p>${fill(words.thanks, { company: messages.company })}</p>
${code === undefined ? claimForm(words) : claimed(words, program, code)}
<h2 class="soft">${words.terms}</h2>
<p class="soft" lang="${language}" dir="auto">${terms}</p>`,
  );
}

type Words = Reader["copy"]["pages"]["reward"];

function claimForm({ hint, claim }: Words): Markup {
  return html`<p>${hint}</p>
<form method="post"><button class="action">${claim}</button></form>`;
}

function claimed(words: Words, program: RewardProgram, code: string): Markup {
  const link = program.link?.replaceAll("{code}", encodeURIComponent(code));
  const isPassedOn = program.kind === "referral";
  return html`<p class="code">${words.code} <strong>${code}</strong></p>
${link === undefined ? "" : html`<p><a class="action" href="${link}" rel="noopener noreferrer">${isPassedOn ? words.open : words.redeem}</a></p>`}
${isPassedOn ? html`<p class="soft">${words.passOn}<br><span dir="ltr">${link ?? ""}</span></p>` : ""}`;
}
