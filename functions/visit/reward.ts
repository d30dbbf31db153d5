import type { Context } from "hono";
import { html } from "hono/html";
import { type Effect, splitEffectId } from "../../shared/domain/effect.ts";
import { lastResort } from "../../shared/domain/locale.ts";
import { programOf, wordsOf } from "../../shared/domain/reward.ts";
import type { RewardProgram } from "../../shared/domain/reward-program.ts";
import { fill } from "../../shared/domain/template.ts";
import { claimFor } from "./claim-for.ts";
import { ended, unknownLink } from "./notes.ts";
import { openUntil } from "./open-until.ts";
import { type Markup, page } from "./page.ts";
import { letFormPost } from "./page-headers.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { LinkTo, Visiting } from "./visiting.ts";

/** A reward as it was promised to somebody, who is there to look at it. */
type Offer = {
  readonly effect: Effect;
  readonly person: string;
  readonly reader: Reader;
  /** Absent when the policy has it no more; what was claimed of it stays claimed. */
  readonly program?: RewardProgram;
  /** When its link closes; ISO 8601, absent when it never does. */
  readonly expiresAt?: string;
};

/** Shows a promoter what they are offered, and once they have claimed it their code. Changes nothing. */
export function showReward(needs: Visiting, c: Context, link: LinkTo<"reward">): Promise<Response> {
  return withOffer(needs, c, link, (offer) => {
    const { program, effect, reader } = offer;
    const { code } = effect.promised ?? {};
    if (code !== undefined) return c.html(claimedPage(needs, offer, code));
    if (program === undefined) return ended(needs, c, reader);
    letFormPost(c);
    return c.html(offerPage(needs, offer, program, claimForm(reader.copy.pages.reward)));
  });
}

/** Gives a promoter what they were promised: whoever has claimed it before gets the same. */
export function claimReward(needs: Visiting, c: Context, link: LinkTo<"reward">): Promise<Response> {
  return withOffer(needs, c, link, async (offer) => {
    const { program, effect, person, reader } = offer;
    const { code } = effect.promised ?? {};
    if (code !== undefined) return c.html(claimedPage(needs, offer, code));
    if (program === undefined) return ended(needs, c, reader);
    const claimed = await claimFor(needs, { effect, person, program });
    return claimed === undefined ? unknownLink(needs, c, reader) : c.html(claimedPage(needs, offer, claimed));
  });
}

async function withOffer(
  needs: Visiting,
  c: Context,
  { effectId, expiresAt }: LinkTo<"reward">,
  answer: (offer: Offer) => Response | Promise<Response>,
): Promise<Response> {
  const found = await needs.responses.find(splitEffectId(effectId).responseId);
  const effect = found?.effects.find(({ kind, state }) => kind === "reward" && state !== "cancelled" && state !== "failed");
  const reader = readerOf(needs.copies, c, found?.response.body.respondent.locale);
  if (effect?.person === undefined) return unknownLink(needs, c, reader);
  const program = programOf(needs.policy, effect);
  return answer({ effect, person: effect.person, reader, ...(program === undefined ? {} : { program }), ...(expiresAt === undefined ? {} : { expiresAt }) });
}

type Needs = Pick<Visiting, "policy" | "clock">;
type Words = Reader["copy"]["pages"]["reward"];

/** What is offered, on what terms, and between the two what can be done or has come of it. */
function offerPage(needs: Needs, offer: Offer, program: RewardProgram, content: Markup): Markup {
  const { reader } = offer;
  const { messages } = needs.policy;
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
${content}
${closing(needs, offer)}
<h2 class="soft">${words.terms}</h2>
<p class="soft" lang="${language}" dir="auto">${terms}</p>`,
  );
}

/** What was claimed. Of a program that the policy has no more nothing is known but the code, which stays good to whoever has it. */
function claimedPage(needs: Needs, offer: Offer, code: string): Markup {
  const { program, reader } = offer;
  const words = reader.copy.pages.reward;
  if (program !== undefined) return offerPage(needs, offer, program, claimed(words, program, code));
  const { messages } = needs.policy;
  return page(
    messages,
    reader,
    words.code,
    html`<h1>${words.code}</h1>
<p>${fill(words.thanks, { company: messages.company })}</p>
<p class="code"><strong>${code}</strong></p>
${closing(needs, offer)}`,
  );
}

function closing({ policy: { timeZone }, clock }: Needs, { reader, expiresAt }: Offer): Markup | "" {
  return expiresAt === undefined ? "" : openUntil(reader, { expiresAt, now: clock.now().toISOString(), timeZone });
}

function claimForm({ hint, claim }: Words): Markup {
  return html`<p>${hint}</p>
<form method="post"><button class="action">${claim}</button></form>`;
}

function claimed(words: Words, program: RewardProgram, code: string): Markup {
  const { link, kind } = program;
  const shown = html`<p class="code">${words.code} <strong>${code}</strong></p>`;
  if (link === undefined) return shown;
  const address = link.replaceAll(codeInLink, encodeURIComponent(code));
  if (kind === "code_pool") return html`${shown}
<p><a class="action" href="${address}" rel="noopener noreferrer">${words.redeem}</a></p>`;
  // It is for others: whoever is here passes it on, and has little to do behind it themselves.
  return html`<p class="code">${words.passOn} <span class="address" dir="ltr">${addressPieces(link, code)}</span></p>
<p class="soft"><a href="${address}" rel="noopener noreferrer">${words.open}</a></p>
${shown}`;
}

/** What stands in a program's link for the code. */
const codeInLink = "{code}";

/** An address in the pieces it may be broken between: behind slashes and before the code, and never within that. */
function addressPieces(link: string, code: string): readonly Markup[] {
  return link.split(/(?<=[^/]\/)(?!\/)|(?=\{code\})/).map((piece) => html`<span>${piece.replaceAll(codeInLink, encodeURIComponent(code))}</span>`);
}
