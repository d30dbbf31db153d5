import { Writing } from "./fields.tsx";
import { Asking, type Forming, filled } from "./forming.tsx";
import { caseWords } from "./words.ts";

/** A reply to the customer, to be written and sent; or why there can be none. */
export function ReplyForm({ forming, begun }: { readonly forming: Forming; readonly begun: string }) {
  const { shown: { subject, suppressed }, needs: { policy }, onlooker: { language, visitor }, tried } = forming;
  const { actions, unsent } = caseWords[language];
  const { email } = subject.respondent;
  const { sender } = policy.messages;
  // What somebody has written is not taken from them, also where it cannot be sent.
  const why = email === undefined ? actions.noAddress : suppressed === undefined || tried?.action === "reply" ? undefined : actions.wouldNotBeSent(email, unsent[suppressed]);
  if (why !== undefined) return <details class="action"><summary>{actions.reply}</summary><p>{why}</p></details>;
  return (
    <Asking forming={forming} action="reply" label={actions.reply} submit={actions.send}>
      <dl>
        <dt>{actions.mailTo}</dt><dd>{email}</dd>
        <dt>{actions.mailFrom}</dt><dd>{`${sender.name}, ${sender.email}`}</dd>
        <dt>{actions.repliesTo}</dt><dd>{visitor.email ?? sender.email}</dd>
      </dl>
      <p class="soft small">{actions.mailAbout}</p>
      <Writing of={filled(forming, "reply")} name="message" label={actions.replyLabel} hint={actions.replyHint} begun={begun} />
    </Asking>
  );
}
