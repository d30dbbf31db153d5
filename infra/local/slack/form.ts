import type { Typed } from "./block-kit/state.ts";

const FIELD = /^in\/([^/]*)\/([^/]*)$/;

/** A form as posted: its ordinary fields by name, and what was typed into elements, named `in/block/action`. */
export type Form = { readonly plain: Readonly<Record<string, string>>; readonly typed: Typed };

/** Reads a form; what stands in the address counts too, since buttons put there which one was pressed. */
export const readForm = (body: string, address: string): Form => {
  const sent = new Map<string, string[]>();
  for (const [name, value] of [...new URL(address).searchParams, ...new URLSearchParams(body)]) {
    // Browsers send line ends as CRLF, Slack as LF.
    sent.set(name, [...(sent.get(name) ?? []), value.replaceAll("\r\n", "\n")]);
  }
  const plain: Record<string, string> = {};
  const typed: Record<string, Record<string, string[]>> = {};
  for (const [name, values] of sent) {
    const [, block, action] = FIELD.exec(name) ?? [];
    if (block === undefined || action === undefined) plain[name] = values.at(-1) ?? "";
    else typed[decodeURIComponent(block)] = { ...typed[decodeURIComponent(block)], [decodeURIComponent(action)]: values };
  }
  return { plain, typed };
};
