import type { Child } from "hono/jsx";
import type { EffectKind } from "../../../../shared/domain/effect.ts";
import { hrefWith } from "../address.ts";
import type { Onlooker } from "../desk-env.ts";
import { FormToken } from "../frame.tsx";
import type { Language } from "../language.ts";
import { Tag, looks } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { About, Recipient } from "./message-pieces.tsx";
import { type Decision, decisionsFor } from "./decide.ts";
import type { Waited, Waiting } from "./needing-decision.ts";
import { mailKinds } from "./rows.ts";
import { whyOf } from "./why.ts";
import { type MessagesWords, messagesWords } from "./words.ts";

/** For how long a receiver is given time before a person decides; milliseconds. */
const patienceMs = 60 * 60_000;

type WaitingProps = { readonly waiting: Waiting; readonly now: string; readonly onlooker: Onlooker };

/** What waits for a person, on top of the messages. */
export function WaitingSection({ waiting: { doubts, failures, isPartial }, now, onlooker }: WaitingProps) {
  const words = messagesWords[onlooker.language];
  return (
    <>
      <section aria-labelledby="waiting">
        <h2 id="waiting">{words.waiting}</h2>
        {isPartial ? <p class="notice warn">{words.partial}</p> : null}
        {doubts.length === 0 ? <p class="empty">{words.nothingWaits}</p> : <div class="columns">{doubts.map((doubt) => <Doubt waited={doubt} now={now} onlooker={onlooker} />)}</div>}
      </section>
      <section aria-labelledby="failures">
        <h2 id="failures">{words.failures}</h2>
        <p class="soft small">{`${words.failuresAbout} `}<a href={hrefWith("/desk/messages", { kind: "all", state: "failed" })}>{words.allFailures}</a></p>
        {failures.length === 0 ? <p class="empty">{words.noFailures}</p> : <div class="columns">{failures.map((failure) => <Failure waited={failure} onlooker={onlooker} />)}</div>}
      </section>
    </>
  );
}

type CardProps = { readonly waited: Waited; readonly onlooker: Onlooker };

function Doubt({ waited, now, onlooker }: CardProps & { readonly now: string }) {
  const { language, formats, rights } = onlooker;
  const { effect } = waited;
  const words = messagesWords[language];
  const choices = decisionsFor(effect.kind);
  const isYoung = Date.parse(now) - Date.parse(effect.at) < patienceMs;
  return (
    <Card waited={waited} onlooker={onlooker}>
      <p>{`${words.since(formats.moment(effect.at), formats.away(effect.at, now))} ${words.attempts(formats.count(effect.attempts))}`}</p>
      {isYoung ? <p class="notice warn">{words.young}</p> : null}
      <p class="small">{choices.length === 0 ? words.noDecision : mailKinds.includes(effect.kind) ? words.mailDoubt : words.slackDoubt}</p>
      {choices.length === 0 ? null : rights.has("decide messages") ? choices.map((choice) => <DecisionForm choice={choice} waited={waited} onlooker={onlooker} words={words} />) : <p class="soft small">{words.notYours}</p>}
    </Card>
  );
}

/** One of the things to say of it: what follows from that is read before it can be sent. */
function DecisionForm({ choice, waited: { effect }, onlooker, words }: CardProps & { readonly choice: Decision; readonly words: MessagesWords }) {
  const { title, text, button } = words.decision[choice];
  return (
    <details class="action">
      <summary>{title}</summary>
      <form method="post" action={`/desk/messages/${encodeURIComponent(effect.id)}/decide`}>
        <FormToken of={onlooker} />
        <input type="hidden" name="attempts" value={String(effect.attempts)} />
        <p>{mailKinds.includes(effect.kind) ? text : words.againInSlack}</p>
        <button class="primary" type="submit" name="decision" value={choice}>{button}</button>
      </form>
    </details>
  );
}

function Failure({ waited, onlooker }: CardProps) {
  const { language, formats } = onlooker;
  return (
    <Card waited={waited} onlooker={onlooker}>
      <p>{formats.moment(waited.effect.at)}</p>
      <p class="small">{messagesWords[language].whatToDo(waited.effect.kind)}</p>
    </Card>
  );
}

function Card({ waited: { effect, kinds, found }, onlooker, children }: CardProps & { readonly children?: Child }) {
  const { language } = onlooker;
  return (
    <article class="card">
      <h3>{`${kindInWords(kinds, language)} `}<Tag look={looks.effectState[effect.state]}>{commonWords[language].effectState[effect.state]}</Tag></h3>
      <p><Recipient effect={effect} found={found} onlooker={onlooker} /></p>
      <p>{whyOf(effect, language)}</p>
      {children}
      <p class="small"><About effect={effect} onlooker={onlooker} /></p>
    </article>
  );
}

/** Everything one mail carries. */
export function kindInWords(kinds: readonly EffectKind[], language: Language): string {
  return kinds.map((kind) => commonWords[language].effectKind[kind]).join(" + ");
}
