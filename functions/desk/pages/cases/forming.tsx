import type { Child } from "hono/jsx";
import type { Onlooker } from "../desk-env.ts";
import { FormToken } from "../frame.tsx";
import type { Filled } from "./fields.tsx";
import type { Action, Mistakes } from "./read-action.ts";
import type { CaseShown } from "./read-case.ts";
import type { ShowingCases } from "./showing-cases.ts";

/** A form that was sent and not taken. */
export type Tried = { readonly action: Action | "draft"; readonly form: URLSearchParams; readonly mistakes: Mistakes };

/** What every form of a case's page is made with. */
export type Forming = { readonly shown: CaseShown; readonly needs: ShowingCases; readonly onlooker: Onlooker; readonly tried: Tried | undefined };

/** What a form's fields show: what was typed when it was not taken. */
export function filled({ tried }: Forming, action: Action): Filled {
  return tried?.action === action ? { form: action, typed: tried.form, mistakes: tried.mistakes } : { form: action, mistakes: {} };
}

/** The hidden fields by which a form is ours, is known when it comes twice, and says what it wants. */
function Hidden({ forming: { needs, onlooker }, action }: { readonly forming: Forming; readonly action: Action }) {
  return <><FormToken of={onlooker} /><input type="hidden" name="once" value={needs.newIdentity()} /><input type="hidden" name="event" value={action} /></>;
}

function pathOf({ shown: { subject } }: Forming): string {
  return `/desk/cases/${encodeURIComponent(subject.id)}/events`;
}

/** What needs no more words: a button. */
export function AtOnce({ forming, action, label, primary = false }: { readonly forming: Forming; readonly action: Action; readonly label: string; readonly primary?: boolean }) {
  return <form method="post" action={pathOf(forming)}><Hidden forming={forming} action={action} /><button type="submit" {...(primary ? { class: "primary" } : {})}>{label}</button></form>;
}

/** A form that is opened to be filled in. */
export function Asking({ forming, action, label, submit, children }: { readonly forming: Forming; readonly action: Action; readonly label: string; readonly submit: string; readonly children?: Child }) {
  return (
    <details class="action" {...(forming.tried?.action === action ? { open: true } : {})}>
      <summary>{label}</summary>
      <form method="post" action={pathOf(forming)}>
        <Hidden forming={forming} action={action} />
        {children}
        <button type="submit" class="primary">{submit}</button>
      </form>
    </details>
  );
}
