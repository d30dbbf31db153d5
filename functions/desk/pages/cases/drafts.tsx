import { type Draft, tellsOf } from "../../../../shared/domain/draft.ts";
import type { Effect } from "../../../../shared/domain/effect.ts";
import { FormToken } from "../frame.tsx";
import { Moment } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { type Filled, Line, Writing } from "./fields.tsx";
import type { Forming } from "./forming.tsx";
import { caseWords } from "./words.ts";

/** The mails of a case that wait to be approved, and what can be done with them; those that are approved and have not gone are told of. */
export function Drafts({ forming }: { readonly forming: Forming }) {
  const { shown: { effects, subject, now, nameOf, mayWork }, onlooker: { language, formats } } = forming;
  const { draft: words, instead } = caseWords[language];
  const drafted = effects.flatMap((message) => (message.draft === undefined || message.caseId !== subject.id ? [] : [{ message, draft: message.draft }]));
  const waiting = drafted.filter(({ message, draft }) => tellsOf(message) === "waiting" && draft.expiresAt > now);
  const approved = drafted.filter(({ message }) => tellsOf(message) === "approved");
  return (
    <>
      {waiting.map(({ message, draft }) => <Waiting message={message} draft={draft} forming={forming} mayDecide={mayWork === "yes"} />)}
      {approved.map(({ message, draft: { decision } }) => <p class="notice">{words.approved(decision === undefined ? instead.somebody : nameOf(decision.by), formats.moment(message.notBefore))}</p>)}
    </>
  );
}

function Waiting({ message, draft, forming, mayDecide }: { readonly message: Effect; readonly draft: Draft; readonly forming: Forming; readonly mayDecide: boolean }) {
  const { shown: { subject }, onlooker: { language, formats } } = forming;
  const words = caseWords[language].draft;
  const to = subject.respondent.email ?? commonWords[language].nobody;
  const name = new Intl.DisplayNames([language], { type: "language" }).of(draft.language) ?? draft.language;
  return (
    <section class="card">
      <h3>{words.title}</h3>
      <p class="small">{words.to(to, name)}{" "}<Moment at={draft.expiresAt} formats={formats} /></p>
      <p class="small">{words.subjectIs(draft.subject)}</p>
      <blockquote class="quote" dir="auto">{[draft.text, draft.link === undefined ? "" : `[ ${draft.link} ]`, draft.ending].filter((part) => part !== "").join("\n\n")}</blockquote>
      <p class="soft small">{words.below}</p>
      {mayDecide ? <Decision seen={`${message.id}:${draft.revision}`} draft={draft} forming={forming} /> : null}
    </section>
  );
}

function Decision({ seen, draft, forming: { shown: { subject }, onlooker, tried } }: { readonly seen: string; readonly draft: Draft; readonly forming: Forming }) {
  const words = caseWords[onlooker.language].draft;
  const path = `/desk/cases/${encodeURIComponent(subject.id)}/drafts`;
  const isTried = tried?.action === "draft" && tried.form.get("draft") === seen;
  const of: Filled = isTried ? { form: seen, typed: tried.form, mistakes: tried.mistakes } : { form: seen, mistakes: {} };
  const hidden = <><FormToken of={onlooker} /><input type="hidden" name="draft" value={seen} /></>;
  return (
    <>
      <form method="post" action={path} class="actions">
        {hidden}
        <button type="submit" class="primary" name="does" value="send">{words.send}</button>
        <button type="submit" name="does" value="discard">{words.discard}</button>
      </form>
      <details class="action" {...(isTried ? { open: true } : {})}>
        <summary>{words.edit}</summary>
        <form method="post" action={path}>
          {hidden}
          <Line of={of} name="subject" label={words.subject} begun={draft.subject} />
          <Writing of={of} name="message" label={words.text} begun={[draft.text, draft.ending].filter((part) => part !== "").join("\n\n")} />
          <button type="submit" class="primary" name="does" value="edited">{words.sendEdited}</button>
        </form>
      </details>
    </>
  );
}
