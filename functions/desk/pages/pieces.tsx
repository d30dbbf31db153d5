import type { Child } from "hono/jsx";
import type { CaseState } from "../../../shared/domain/case.ts";
import type { EffectState } from "../../../shared/domain/effect.ts";
import type { Band } from "../../../shared/domain/metric.ts";
import type { Severity } from "../../../shared/domain/severity.ts";

type Look = "bad" | "warn" | "good" | "quiet";

/** A word with a frame around it; its colour says nothing that the word does not. */
export function Tag({ look, children }: { readonly look: Look; readonly children?: Child }) {
  return <span class={`tag ${look}`}>{children}</span>;
}

/** How a severity, a state or a band is framed. */
export const looks = {
  severity: { critical: "bad", high: "warn", normal: "quiet" } satisfies Record<Severity, Look>,
  caseState: { open: "warn", acknowledged: "quiet", contacted: "quiet", snoozed: "quiet", resolved: "good" } satisfies Record<CaseState, Look>,
  band: { detractor: "bad", passive: "quiet", promoter: "good" } satisfies Record<Band, Look>,
  effectState: { planned: "quiet", sending: "quiet", sent: "good", unknown: "warn", cancelled: "quiet", failed: "bad" } satisfies Record<EffectState, Look>,
} as const;

/** A moment as the reader writes it, and as a machine reads it. */
export function Moment({ at, formats }: { readonly at: string; readonly formats: { readonly moment: (at: string) => string } }) {
  return <time dateTime={at}>{formats.moment(at)}</time>;
}

/** A field to type a filter into. */
export function TextFilter({ name, label, value, type = "text" }: { readonly name: string; readonly label: string; readonly value: string | undefined; readonly type?: "text" | "date" | "search" }) {
  return <div><label for={`filter-${name}`}>{label}</label><input id={`filter-${name}`} name={name} type={type} value={value ?? ""} /></div>;
}

/** A choice among values; `any` is what stands for none of them, when that may be. */
export function ChoiceFilter({ name, label, value, choices, any }: { readonly name: string; readonly label: string; readonly value: string | undefined; readonly choices: readonly { readonly value: string; readonly label: string }[]; readonly any?: string }) {
  return (
    <div>
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        {any === undefined ? null : <option value="">{any}</option>}
        {choices.map((choice) => <option value={choice.value} {...(choice.value === value ? { selected: true } : {})}>{choice.label}</option>)}
      </select>
    </div>
  );
}

/** A table that scrolls by itself where it has no room; who has no mouse can reach it. */
export function Scrolling({ label, children }: { readonly label: string; readonly children?: Child }) {
  return <div class="scroll" role="region" aria-label={label} tabindex={0}>{children}</div>;
}
