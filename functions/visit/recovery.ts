import type { Context } from "hono";
import { html } from "hono/html";
import { type Effect, splitEffectId } from "../../shared/domain/effect.ts";
import { isOnScale, scales } from "../../shared/domain/metric.ts";
import { isStillTheirs, ownSource, recoveryBody, recoveryMetric } from "../../shared/domain/recovery.ts";
import type { Response as Answered } from "../../shared/domain/response.ts";
import { fill } from "../../shared/domain/template.ts";
import { characters } from "../../shared/domain/text.ts";
import { responseIdOf } from "../../shared/intake/accept.ts";
import { unread } from "./notes.ts";
import { type Markup, page } from "./page.ts";
import { letFormPost } from "./page-headers.ts";
import { readForm } from "./read-form.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { LinkTo, Visiting } from "./visiting.ts";

/** The question as it was put to somebody: because of which answer, and about which case. */
type Asked = { readonly response: Answered; readonly effect: Effect; readonly caseId: string; readonly survey: string; readonly reader: Reader; /** What was answered so far. */ readonly before: Answered | undefined };

/** How often somebody may think again: the page asks for no key, and each answer is told in Slack. */
const mostAnswers = 20;

/** The most that is typed, as the API has it; characters. */
const longestComment = 5_000;
/** What that is at most once a form has encoded it; bytes. */
const largestForm = 64 * 1024;

/** Asks whether it was made right, with what was said before, if anything was. Changes nothing. */
export function showRecovery(needs: Visiting, c: Context, link: LinkTo<"recovery">): Promise<Response> {
  return withQuestion(needs, c, link, ({ reader, before }) => {
    letFormPost(c);
    const { question } = reader.copy.pages.recovery;
    return Promise.resolve(c.html(page(needs.policy.messages, reader, question, form(reader, before))));
  });
}

/** Takes what somebody says as their answer, which corrects what they said before. */
export function answerRecovery(needs: Visiting, c: Context, link: LinkTo<"recovery">): Promise<Response> {
  return withQuestion(needs, c, link, async ({ response, effect, caseId, survey, reader, before }) => {
    const sent = await readForm(c, largestForm);
    if (!sent.ok) return unread(needs, c, reader, sent.status);
    const [seen, score, comment] = [seenIn(sent.fields), scoreIn(sent.fields), commentIn(sent.fields)];
    if (seen === undefined || score === undefined || comment === undefined) return unread(needs, c, reader, 400);
    const body = recoveryBody(response, { effectId: effect.id, survey, score, comment });
    if ((before?.revision ?? 0) >= mostAnswers) return closed(needs, c, reader);
    // The same form sent twice says it once; who has seen what they said, and goes back to what they had said before, says it anew.
    const accepted = await needs.accept({ source: ownSource, body, json: { seen, score, comment }, about: caseId });
    if (accepted.kind === "erased" || accepted.kind === "mismatch") return closed(needs, c, reader);
    const { right, wrong } = reader.copy.pages.recovery;
    return c.html(saying(needs, reader, accepted.receipt.band === "promoter" ? right : wrong));
  });
}

/** The page of a question that is not asked any more. */
export function closed(needs: Pick<Visiting, "policy">, c: Context, reader: Reader): Response | Promise<Response> {
  return c.html(saying(needs, reader, reader.copy.pages.recovery.closed), 410);
}

async function withQuestion(needs: Visiting, c: Context, { effectId }: LinkTo<"recovery">, answer: (asked: Asked) => Promise<Response>): Promise<Response> {
  const found = await needs.responses.find(splitEffectId(effectId).responseId);
  const reader = readerOf(needs.copies, c, found?.response.body.respondent.locale);
  const effect = found?.effects.find(({ id }) => id === effectId);
  const { afterResolution } = needs.policy.messages;
  if (found === undefined || effect?.caseId === undefined || afterResolution === "off") return closed(needs, c, reader);
  const [subject, before] = await Promise.all([needs.cases.find(effect.caseId), needs.responses.find(responseIdOf(needs.digest, ownSource, effectId))]);
  // Whoever got the mail is not who the answer is said to be of by now.
  if (subject === undefined || !isStillTheirs(subject, found.response)) return closed(needs, c, reader);
  return answer({ response: found.response, effect, caseId: effect.caseId, survey: afterResolution.survey, reader, before: before?.response });
}

/** Which of their answers somebody had seen on the form; 0 when there was none. */
function seenIn(fields: FormData): number | undefined {
  const given = fields.get("seen");
  return typeof given === "string" && /^\d{1,4}$/.test(given) ? Number(given) : undefined;
}

/** Only what the form itself sends: a single digit. */
function scoreIn(fields: FormData): number | undefined {
  const given = fields.get("score");
  const score = typeof given === "string" && /^\d$/.test(given) ? Number(given) : undefined;
  return score !== undefined && isOnScale(recoveryMetric, score) ? score : undefined;
}

/** What was typed, with lines as the API has them; nothing where no form of ours has sent it. */
function commentIn(fields: FormData): string | undefined {
  const given = fields.get("comment") ?? "";
  if (typeof given !== "string") return undefined;
  const comment = given.toWellFormed().replaceAll("\0", "").replaceAll("\r\n", "\n").trim();
  return characters(comment) > longestComment ? undefined : comment;
}

function form({ copy }: Reader, before: Answered | undefined): Markup {
  const words = copy.pages.recovery;
  const { min } = scales[recoveryMetric];
  const choices = words.scale.map((meaning, at) => {
    const score = min + at;
    return html`<label class="choice"><input type="radio" name="score" value="${score}" required ${before?.body.score === score ? "checked" : ""}> ${meaning}</label>`;
  });
  return html`<form method="post"><input type="hidden" name="seen" value="${before?.revision ?? 0}">
<fieldset><legend><h1>${words.question}</h1></legend>
${before === undefined ? "" : html`<p>${words.again}</p>`}
${choices}</fieldset>
<label class="typed">${words.comment}<textarea name="comment" rows="4" maxlength="${longestComment}" dir="auto">${before?.body.comment ?? ""}</textarea></label>
<button class="action">${words.button}</button>
</form>`;
}

function saying({ policy: { messages } }: Pick<Visiting, "policy">, reader: Reader, { title, text }: { readonly title: string; readonly text: string }): Markup {
  return page(messages, reader, title, html`<h1>${title}</h1>
<p>${fill(text, { company: messages.company })}</p>`);
}
