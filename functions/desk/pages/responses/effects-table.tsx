import type { Effect } from "../../../../shared/domain/effect.ts";
import type { Onlooker } from "../desk-env.ts";
import { Moment, Scrolling, Tag, looks } from "../pieces.tsx";
import { responsesWords } from "./words.ts";
import { commonWords } from "../words.ts";
import { whyOf } from "../messages/why.ts";

/** What came of one response: each effect with how far it has got, those that began first on top. */
export function EffectsTable({ effects, onlooker: { language, formats } }: { readonly effects: readonly Effect[]; readonly onlooker: Onlooker }) {
  const words = responsesWords[language];
  const common = commonWords[language];
  if (effects.length === 0) return <p class="empty">{words.noEffects}</p>;
  return (
    <Scrolling label={words.effects}>
      <table>
        <caption>{words.effectsAbout}</caption>
        <thead><tr><th scope="col">{words.what}</th><th scope="col">{words.state}</th><th scope="col">{words.when}</th><th scope="col" class="number">{words.attempts}</th><th scope="col">{words.why}</th></tr></thead>
        <tbody>
          {[...effects].sort((a, b) => (a.plannedAt < b.plannedAt ? -1 : a.plannedAt > b.plannedAt ? 1 : 0)).map((effect) => (
            <tr>
              <th scope="row">{common.effectKind[effect.kind]}</th>
              <td><Tag look={looks.effectState[effect.state]}>{common.effectState[effect.state]}</Tag></td>
              <td><Moment at={effect.state === "planned" ? effect.notBefore : effect.at} formats={formats} /></td>
              <td class="number">{formats.count(effect.attempts)}</td>
              <td>{whyOf(effect, language) ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
