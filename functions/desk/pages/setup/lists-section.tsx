import type { ApiKey } from "../../../../shared/domain/api-key.ts";
import type { RewardProgram } from "../../../../shared/domain/reward-program.ts";
import type { StockFigures } from "../../../../shared/domain/reward-stock.ts";
import { hrefWith } from "../address.ts";
import type { Formats } from "../formats.ts";
import type { Language } from "../language.ts";
import { Moment, Scrolling, Tag } from "../pieces.tsx";
import { setupWords } from "./words.ts";

type Read = { readonly language: Language; readonly formats: Formats };

/** Who may post and read, by key. */
export function KeysSection({ keys, language, formats }: Read & { readonly keys: readonly ApiKey[] }) {
  const words = setupWords[language];
  const { name, id, source, scopes, created, state } = words.key;
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{words.keys}</h2>
      <p class="soft small">{words.keysAbout}</p>
      {keys.length === 0 ? <p class="empty">{words.noKeys}</p> : (
        <Scrolling label={words.keys}>
          <table>
            <thead><tr>{[name, id, source, scopes, created, state].map((head) => <th scope="col">{head}</th>)}</tr></thead>
            <tbody>
              {keys.map((key) => (
                <tr>
                  <th scope="row">{key.name}</th><td>{key.id}</td><td>{key.source}</td><td>{key.scopes.join(", ")}</td><td><Moment at={key.createdAt} formats={formats} /></td>
                  <td>{key.revokedAt === undefined ? <Tag look="good">{words.active}</Tag> : <Tag look="quiet">{words.revoked(formats.moment(key.revokedAt))}</Tag>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  );
}

/** Which surveys are answered. */
export function SurveysSection({ surveys, language, formats }: Read & { readonly surveys: readonly { readonly survey: string; readonly n: number }[] }) {
  const words = setupWords[language];
  return (
    <section aria-labelledby="surveys">
      <h2 id="surveys">{words.surveys}</h2>
      <p class="soft small">{words.surveysAbout}</p>
      {surveys.length === 0 ? <p class="empty">{words.noSurveys}</p> : (
        <table>
          <thead><tr><th scope="col">{words.survey}</th><th scope="col" class="number">{words.responses}</th></tr></thead>
          <tbody>{surveys.map(({ survey, n }) => <tr><th scope="row"><a href={hrefWith("/desk", { survey })}>{survey}</a></th><td class="number">{formats.count(n)}</td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}

/** A program with what there is of it. */
export type StockRow = StockFigures & { readonly program: RewardProgram; readonly isLow: boolean };

/** What there is of rewards, and what was given. */
export function StockSection({ stock, language, formats }: Read & { readonly stock: readonly StockRow[] }) {
  const words = setupWords[language];
  const { program: title, kind, codes, free, given, budgetLeft } = words.stockOf;
  const shown = (count: number | undefined, otherwise: string) => (count === undefined ? otherwise : formats.count(count));
  return (
    <section aria-labelledby="stock">
      <h2 id="stock">{words.stock}</h2>
      {stock.length === 0 ? <p class="empty">{words.noPrograms}</p> : (
        <Scrolling label={words.stock}>
          <table>
            <thead><tr><th scope="col">{title}</th><th scope="col">{kind}</th>{[codes, free, given, budgetLeft].map((head) => <th scope="col" class="number">{head}</th>)}</tr></thead>
            <tbody>
              {stock.map((row) => (
                <tr>
                  <th scope="row">{row.program.id}</th><td>{row.program.kind.replaceAll("_", " ")}</td>
                  <td class="number">{shown(row.stocked, "–")}</td><td class="number">{shown(row.free, words.unlimited)}{row.isLow ? <> <Tag look="bad">{words.low}</Tag></> : null}</td><td class="number">{formats.count(row.given)}</td><td class="number">{shown(row.budgetLeft, "–")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  );
}
