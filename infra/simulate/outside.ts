import type { Chat, LookUp, Mailer, SendOutcome, WorkQueues } from "../../shared/ports.ts";
import type { Outside } from "./processes.ts";

/** How often a send draws a fault, beside a write to the table. */
const sendWeight = 5;
const askWeight = 2;

const uncertain = (): SendOutcome => ({ kind: "uncertain", reason: "no answer came" });
const limited = (): SendOutcome => ({ kind: "refused", reason: "ratelimited", retryAfterMs: 2_000 });
const unavailable = (): never => { throw new Error("not available"); };
const unsure = (): LookUp => ({ kind: "unsure", reason: "it cannot be asked" });

/** Mail, and a mailbox that forgets it when it is told to. */
export type ForgettingMailer = Mailer & { readonly forget: (effectId: string) => Promise<void> };

/** The queues as one process sees them. */
export function queuesOutside({ call }: Outside, queues: WorkQueues): WorkQueues {
  const failing = { error: unavailable, throttle: unavailable, "answer lost": unavailable, repeated: unavailable };
  return {
    wake: (wakeUps) =>
      call({ what: `wake ${wakeUps.map(({ channel }) => channel).join()}`, weight: sendWeight, perform: () => queues.wake(wakeUps), failing }),
    followUp: (tasks) =>
      call({ what: `queue ${tasks.map(({ effectId }) => effectId).join()}`, weight: sendWeight, perform: () => queues.followUp(tasks), failing }),
  };
}

/** The chat as one process sees it. */
export function chatOutside({ call }: Outside, chat: Chat): Chat {
  const failing = { error: uncertain, throttle: limited, "answer lost": uncertain };
  return {
    ...chat,
    post: (posting) =>
      call({
        what: `post ${posting.effectId} in ${posting.channel}`,
        weight: sendWeight,
        isTold: true,
        perform: () => chat.post(posting),
        failing: { ...failing, late: uncertain },
      }),
    edit: (card, message) =>
      call({ what: `edit ${card.effectId}`, weight: askWeight, perform: () => chat.edit(card, message), failing }),
    lookUp: (query) =>
      call({ what: `look up ${query.effectId} in ${query.channel}`, weight: askWeight, isTold: true, perform: () => chat.lookUp(query), failing: { error: unsure } }),
    memberByEmail: (email) =>
      call({ what: `member ${email}`, weight: askWeight, perform: () => chat.memberByEmail(email), failing: { error: unavailable } }),
    member: (id) => call({ what: `member ${id}`, weight: askWeight, perform: () => chat.member(id), failing: { error: unavailable } }),
    linkTo: (place) => call({ what: `link to ${place.ts}`, weight: askWeight, perform: () => chat.linkTo(place), failing: { error: unavailable } }),
  };
}

/** The customer's mail as one process sees it; what is in the mailbox can be taken out of it again. */
export function mailerOutside({ call }: Outside, mailer: ForgettingMailer): ForgettingMailer {
  const failing = { error: uncertain, throttle: limited, "answer lost": uncertain, late: uncertain };
  return {
    send: (mail) => call({ what: `mail ${mail.effectId}`, weight: sendWeight, isTold: true, perform: () => mailer.send(mail), failing }),
    lookUp: (query) =>
      call({ what: `look up ${query.effectId}`, weight: askWeight, isTold: true, perform: () => mailer.lookUp(query), failing: { error: unsure } }),
    forget: (effectId) =>
      call({
        what: `forget the mail ${effectId}`,
        weight: askWeight,
        isTold: true,
        perform: () => mailer.forget(effectId),
        failing: { error: unavailable, "answer lost": unavailable, repeated: unavailable },
      }),
  };
}
