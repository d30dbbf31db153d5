import { greetingFor } from "../../../../shared/casework/greeting.ts";
import { contactWays } from "../../../../shared/casework/written.ts";
import { probes } from "../../../../shared/chat/card-actions.ts";
import { isErased, outcomeSchema, ownerOf, transition } from "../../../../shared/domain/case.ts";
import { askedAfter } from "../../../../shared/domain/recovery.ts";
import { snoozeMoments } from "../../../../shared/domain/snooze.ts";
import { commonWords } from "../words.ts";
import { Choices, Line, Select, Writing } from "./fields.tsx";
import { Asking, AtOnce, type Forming, filled } from "./forming.tsx";
import { nameOfOwner } from "./people.ts";
import { pickedDate } from "./read-action.ts";
import { ReplyForm } from "./reply-form.tsx";
import { selfOf } from "./self.ts";
import { caseWords } from "./words.ts";

/** Everything that can be done with a case as it stands: no button lies. */
export function Forms({ forming }: { readonly forming: Forming }) {
  const { shown: { subject }, onlooker: { language, visitor } } = forming;
  const { actions } = caseWords[language];
  const allows = (name: keyof typeof probes) => transition(subject, probes[name]).allowed;
  const isGone = isErased(subject);
  const self = selfOf(visitor);
  const owner = ownerOf(subject);
  const isTheirs = owner?.slackUserId === visitor.id || (visitor.email !== undefined && owner?.email === visitor.email);
  return (
    <>
      <div class="actions">
        {allows("acknowledge") ? <AtOnce forming={forming} action="acknowledge" label={actions.acknowledge} primary /> : null}
        {self === undefined || isTheirs ? null : <AtOnce forming={forming} action="take" label={actions.take} />}
        {allows("reopen") ? <AtOnce forming={forming} action="reopen" label={actions.reopen} /> : null}
      </div>
      {allows("draft") && !isGone ? <ReplyForm forming={forming} begun={greetingFor(subject)} /> : null}
      {allows("contact") ? <ContactForm forming={forming} /> : null}
      {isGone ? null : <NoteForm forming={forming} />}
      <AssignForm forming={forming} />
      {allows("snooze") ? <SnoozeForm forming={forming} /> : null}
      {allows("resolve") ? <ResolveForm forming={forming} /> : null}
    </>
  );
}

function NoteForm({ forming }: { readonly forming: Forming }) {
  const { actions } = caseWords[forming.onlooker.language];
  return <Asking forming={forming} action="note" label={actions.note} submit={actions.save}><Writing of={filled(forming, "note")} name="note" label={actions.noteLabel} hint={actions.noteHint} /></Asking>;
}

function ContactForm({ forming }: { readonly forming: Forming }) {
  const { actions } = caseWords[forming.onlooker.language];
  const of = filled(forming, "contact");
  return (
    <Asking forming={forming} action="contact" label={actions.contact} submit={actions.save}>
      <Choices of={of} name="how" label={actions.howLabel} choices={contactWays.map((way) => ({ value: way, label: actions.how[way] }))} />
      {isErased(forming.shown.subject) ? null : <Writing of={of} name="said" label={actions.saidLabel} />}
      <p class="soft small">{actions.contactHint}</p>
    </Asking>
  );
}

function AssignForm({ forming }: { readonly forming: Forming }) {
  const { shown: { subject }, needs: { policy }, onlooker: { language } } = forming;
  const { actions } = caseWords[language];
  const { backup, manager, people } = policy.escalation;
  const known = [...new Set([nameOfOwner(subject.account?.owner && { ...subject.account.owner, name: undefined }), backup, manager, ...people.flatMap(({ who, backup: one, manager: other }) => [who, one, other])])].filter((name) => name !== undefined);
  return (
    <Asking forming={forming} action="assign" label={actions.assign} submit={actions.assignDo}>
      <Line of={filled(forming, "assign")} name="owner" label={actions.who} hint={actions.whoHint} list="known-people">
        <datalist id="known-people">{known.map((name) => <option value={name} />)}</datalist>
      </Line>
    </Asking>
  );
}

function SnoozeForm({ forming }: { readonly forming: Forming }) {
  const { shown: { now }, needs: { policy }, onlooker: { language, formats } } = forming;
  const { actions } = caseWords[language];
  const of = filled(forming, "snooze");
  const moments = snoozeMoments(now, policy.sla.hours, policy.timeZone).map(({ choice, until }) => ({ value: until, label: actions.choiceUntil(actions.choice[choice], formats.moment(until)) }));
  return (
    <Asking forming={forming} action="snooze" label={actions.snooze} submit={actions.snoozeDo}>
      <Choices of={of} name="until" label={actions.untilLabel} choices={[...moments, { value: pickedDate, label: actions.date }]} />
      <Line of={of} name="date" type="datetime-local" label={actions.dateLabel(policy.timeZone)} />
      <p class="soft small">{actions.snoozeHint}</p>
    </Asking>
  );
}

function ResolveForm({ forming }: { readonly forming: Forming }) {
  const { shown: { subject }, needs: { policy }, onlooker: { language } } = forming;
  const { actions } = caseWords[language];
  const of = filled(forming, "resolve");
  const asks = subject.respondent.email !== undefined && askedAfter(subject, { type: "resolve", outcome: "recovered", rootCause: "" }, policy) !== undefined;
  return (
    <Asking forming={forming} action="resolve" label={actions.resolve} submit={actions.resolveDo}>
      <Choices of={of} name="outcome" label={actions.outcomeLabel} choices={outcomeSchema.options.map((outcome) => ({ value: outcome, label: commonWords[language].outcome[outcome], meaning: actions.meaning[outcome] }))} />
      <Select of={of} name="rootCause" label={actions.causeLabel} none={actions.choose} choices={[...new Set(policy.rootCauses)].map((cause) => ({ value: cause, label: cause.replaceAll("_", " ") }))} />
      {isErased(subject) ? null : <Writing of={of} name="note" label={actions.resolveNote} />}
      {asks ? <p class="soft small">{actions.asksLater}</p> : null}
    </Asking>
  );
}
