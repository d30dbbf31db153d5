import type { Child } from "hono/jsx";
import type { Field, Mistakes } from "./read-action.ts";

/** A form that was sent and not taken: what was typed stays where it was, beside what is wrong with it. */
export type Filled = {
  /** What its fields' ids begin with: there are several forms on a page. */
  readonly form: string;
  readonly typed?: URLSearchParams;
  readonly mistakes: Mistakes;
};

type FieldProps = { readonly of: Filled; readonly name: Field; readonly label: string; readonly hint?: string };

function idOf({ form }: Filled, name: Field): string {
  return `${form}-${name}`.replaceAll(/[^\w-]/g, "-");
}

/** How a field is tied to what is said of it. */
function tied(of: Filled, name: Field, hint: string | undefined) {
  const id = idOf(of, name);
  const isWrong = of.mistakes[name] !== undefined;
  const said = [...(isWrong ? [`${id}-mistake`] : []), ...(hint === undefined ? [] : [`${id}-hint`])];
  return { ...(said.length === 0 ? {} : { "aria-describedby": said.join(" ") }), ...(isWrong ? { "aria-invalid": "true" as const } : {}) };
}

/** Whoever sent a form with a mistake begins at it. */
function begunAt(of: Filled, name: Field): { readonly autofocus?: true } {
  return of.mistakes[name] === undefined ? {} : { autofocus: true };
}

function Said({ of, name, hint }: { readonly of: Filled; readonly name: Field; readonly hint: string | undefined }) {
  const mistake = of.mistakes[name];
  const id = idOf(of, name);
  return (
    <>
      {mistake === undefined ? null : <p id={`${id}-mistake`} class="mistake small">{mistake}</p>}
      {hint === undefined ? null : <p id={`${id}-hint`} class="soft small">{hint}</p>}
    </>
  );
}

/** Room for some sentences. */
export function Writing({ of, name, label, hint, begun = "" }: FieldProps & { readonly begun?: string }) {
  const id = idOf(of, name);
  return <div><label for={id}>{label}</label><textarea id={id} name={name} {...begunAt(of, name)} {...tied(of, name, hint)}>{of.typed?.get(name) ?? begun}</textarea><Said of={of} name={name} hint={hint} /></div>;
}

/** Room for one line. */
export function Line({ of, name, label, hint, begun = "", type = "text", list, children }: FieldProps & { readonly begun?: string; readonly type?: "text" | "datetime-local"; readonly list?: string; readonly children?: Child }) {
  const id = idOf(of, name);
  return (
    <div>
      <label for={id}>{label}</label>
      <input id={id} name={name} type={type} value={of.typed?.get(name) ?? begun} autocomplete="off" {...(list === undefined ? {} : { list })} {...begunAt(of, name)} {...tied(of, name, hint)} />
      {children}
      <Said of={of} name={name} hint={hint} />
    </div>
  );
}

export type Choice = { readonly value: string; readonly label: string; readonly meaning?: string };

/** One of a few, all to be seen. */
export function Choices({ of, name, label, hint, choices }: FieldProps & { readonly choices: readonly Choice[] }) {
  const chosen = of.typed?.get(name);
  return (
    <fieldset {...tied(of, name, hint)}>
      <legend>{label}</legend>
      {choices.map(({ value, label: text, meaning }) => (
        <label class="choice"><input type="radio" name={name} value={value} {...(value === chosen ? { checked: true } : {})} /><span>{text}{meaning === undefined ? null : <span class="soft">{` – ${meaning}`}</span>}</span></label>
      ))}
      <Said of={of} name={name} hint={hint} />
    </fieldset>
  );
}

/** One of many. */
export function Select({ of, name, label, hint, choices, none }: FieldProps & { readonly choices: readonly Choice[]; readonly none: string }) {
  const id = idOf(of, name);
  const chosen = of.typed?.get(name);
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} name={name} {...begunAt(of, name)} {...tied(of, name, hint)}>
        <option value="">{none}</option>
        {choices.map(({ value, label: text }) => <option value={value} {...(value === chosen ? { selected: true } : {})}>{text}</option>)}
      </select>
      <Said of={of} name={name} hint={hint} />
    </div>
  );
}
