import { type EffectState, effectStateSchema } from "../../../../shared/domain/effect.ts";
import { hrefWith } from "../address.ts";
import type { Onlooker } from "../desk-env.ts";
import type { LookedThrough } from "../look-through.ts";
import { ChoiceFilter, Moment, Scrolling, Tag, looks } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { About, Recipient } from "./message-pieces.tsx";
import { type KindChoice, type Row, kindChoices } from "./rows.ts";
import { kindInWords } from "./waiting-section.tsx";
import { whyOf } from "./why.ts";
import { messagesWords } from "./words.ts";

const path = "/desk/messages";

/** Which messages were asked for, what was found of them, and who looks at it. */
export type Listed = {
  readonly kind: KindChoice;
  readonly state: EffectState | undefined;
  readonly isFirstPage: boolean;
  readonly found: LookedThrough<Row>;
  readonly onlooker: Onlooker;
};

/** The messages of responses, the newest first, with what may be asked of them. */
export function MessageList({ kind, state, isFirstPage, found: { items, cursor, lookedThrough }, onlooker }: Listed) {
  const { language, formats } = onlooker;
  const words = messagesWords[language];
  const common = commonWords[language];
  const filters = { ...(kind === "mails" ? {} : { kind }), ...(state === undefined ? {} : { state }) };
  return (
    <section aria-label={common.pages.messages}>
      <form class="filters" method="get" action={path}>
        <ChoiceFilter name="kind" label={words.kind} value={kind} choices={kindChoices.map((value) => ({ value, label: value === "mails" || value === "all" ? words[value] : common.effectKind[value] }))} />
        <ChoiceFilter name="state" label={words.state} value={state} any={common.anyValue} choices={effectStateSchema.options.map((value) => ({ value, label: common.effectState[value] }))} />
        <button class="primary" type="submit">{common.filter}</button>
        <a class="button" href={path}>{common.clear}</a>
      </form>
      {items.length === 0 ? <p class="empty">{cursor === undefined ? words.none : words.noneSoFar}</p> : <MessageTable items={items} onlooker={onlooker} />}
      {cursor === undefined ? null : <p class="soft">{words.lookedThrough(formats.count(lookedThrough))}</p>}
      <div class="pages">
        {isFirstPage ? null : <a href={hrefWith(path, filters)}>{words.first}</a>}
        {cursor === undefined ? null : <a href={hrefWith(path, { ...filters, cursor })} rel="next">{words.goOn}</a>}
      </div>
    </section>
  );
}

function MessageTable({ items, onlooker }: { readonly items: readonly Row[]; readonly onlooker: Onlooker }) {
  const { language, formats } = onlooker;
  const words = messagesWords[language];
  return (
    <Scrolling label={words.caption}>
      <table>
        <caption>{words.caption}</caption>
        <thead><tr><th scope="col">{words.when}</th><th scope="col">{words.kind}</th><th scope="col">{words.to}</th><th scope="col">{words.state}</th><th scope="col">{words.why}</th><th scope="col">{words.links}</th></tr></thead>
        <tbody>
          {items.map(({ effect, kinds, found }) => (
            <tr>
              <td><Moment at={effect.state === "planned" ? effect.notBefore : effect.at} formats={formats} /></td>
              <td>{kindInWords(kinds, language)}</td>
              <td><Recipient effect={effect} found={found} onlooker={onlooker} /></td>
              <td><Tag look={looks.effectState[effect.state]}>{commonWords[language].effectState[effect.state]}</Tag></td>
              <td>{whyOf(effect, language) ?? "–"}</td>
              <td><About effect={effect} onlooker={onlooker} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
