import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Reader } from "./reader.ts";

/** A piece of a page; what was put into it is escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The pages' only style; its hash is what the content policy allows. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5c6675; --paper: #ffffff; --line: #d9dee6; --accent: #1f5bd8; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #9aa5b5; --paper: #14181f; --line: #2c3440; --accent: #7aa5ff; --on-accent: #0c1220; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: clamp(1.5rem, 8vw, 4rem) 1.25rem; overflow-wrap: anywhere; }
:lang(ko) { word-break: keep-all; }
:lang(ja) { line-break: strict; word-break: auto-phrase; }
h1 { margin: 0 0 1rem; font-size: clamp(1.5rem, 6vw, 2rem); line-height: 1.25; text-wrap: balance; }
h2 { margin: 2.5rem 0 .25rem; line-height: 1.25; }
.code { margin: 1.5rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; text-align: center; }
.code strong { display: block; font: 600 clamp(1.5rem, 8vw, 2rem)/1.4 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .1em; -webkit-user-select: all; user-select: all; }
.address { display: block; margin-top: .25rem; color: var(--accent); font-weight: 600; -webkit-user-select: all; user-select: all; }
.address span { display: inline-block; max-width: 100%; text-decoration: underline; text-underline-offset: .2em; }
.code:has(.address) { margin-bottom: .75rem; border-color: var(--accent); }
.code:has(.address) + p { margin-top: 0; text-align: center; }
.soft a { color: inherit; }
time { white-space: nowrap; }
.action { display: block; padding: .75rem 1rem; border-radius: .5rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-align: center; text-decoration: none; }
button.action { width: 100%; border: 0; font: inherit; font-weight: 600; cursor: pointer; }
.action:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
fieldset { margin: 0 0 1.5rem; padding: 0; border: 0; }
legend { padding: 0; }
.choice { display: flex; gap: .75rem; align-items: baseline; margin-bottom: .5rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; cursor: pointer; }
.choice:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.choice:has(:focus-visible) { outline: 3px solid var(--ink); outline-offset: 2px; }
.choice input { accent-color: var(--accent); }
.typed { display: block; margin-bottom: 1.5rem; }
textarea { display: block; width: 100%; margin-top: .5rem; padding: .75rem; border: 1px solid var(--soft); border-radius: .5rem; background: var(--paper); color: var(--ink); font: inherit; resize: vertical; }
textarea:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.soft, footer { color: var(--soft); font-size: .875rem; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
`;

/** Who the page is from; it stands at its foot. */
export type Sender = { readonly company: string; readonly postalAddress: string };

/** A whole page around its content. @param title without markup; it is escaped, as everything else is */
export function page({ company, postalAddress }: Sender, { language, copy }: Reader, title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="${language}" dir="${copy.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} · ${company}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
${content}
<footer>${company}<br>${postalAddress}</footer>
</main>
</body>
</html>
`;
}
