/** The look of the page: on a phone, on a wide screen, in the dark and on paper. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --sheet: #f6f7f9; --ink: #1b2330; --quiet: #596577; --line: #dfe4ea; --accent: #1d56c9; --code: #f3f5f8; --get: #0b6b46; --post: #1d56c9; --put: #8a5000; --bad: #a8281f; }
@media (prefers-color-scheme: dark) { :root { --paper: #0f1319; --sheet: #151b23; --ink: #e6ebf2; --quiet: #9ba7b8; --line: #29323e; --accent: #86acff; --code: #171e27; --get: #5fd3a0; --post: #86acff; --put: #efb366; --bad: #ff9a90; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
a { color: var(--accent); text-underline-offset: 2px; } a:focus-visible, pre:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
p code, td code, li code, dd code { background: var(--code); border-radius: 4px; padding: 1px 4px; overflow-wrap: anywhere; }
nav { padding: 20px; border-bottom: 1px solid var(--line); background: var(--sheet); }
nav summary { cursor: pointer; font-weight: 600; } nav h2 { margin: 18px 0 4px; font-size: 13px; color: var(--quiet); font-weight: 600; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: flex; gap: 8px; align-items: baseline; padding: 4px 0; color: inherit; text-decoration: none; font-size: 14px; } nav li a:hover { color: var(--accent); }
.verb { flex: none; min-width: 38px; font: 600 11px/1.6 ui-monospace, Menlo, monospace; letter-spacing: .02em; } .get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); }
main { padding: 24px 20px 80px; min-width: 0; max-width: 1240px; }
h1 { margin: 0 0 4px; font-size: 30px; line-height: 1.2; letter-spacing: -.01em; } .lead { margin: 0 0 20px; color: var(--quiet); font-size: 17px; }
section > h2 { margin: 56px 0 4px; padding-top: 20px; border-top: 2px solid var(--ink); font-size: 24px; line-height: 1.25; } section > p, article > p { max-width: 76ch; }
article { padding: 26px 0 10px; border-top: 1px solid var(--line); margin-top: 26px; } section > article:first-of-type { border-top: 0; margin-top: 0; }
h3 { margin: 0; font-size: 19px; line-height: 1.3; } h3 a, h2 a { color: inherit; text-decoration: none; } h3 a:hover, h2 a:hover { text-decoration: underline; }
.address { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; margin: 6px 0 10px; } .address > code { font-size: 15px; overflow-wrap: anywhere; } .address .verb { font-size: 14px; min-width: 0; }
.key { font-size: 13px; color: var(--quiet); }
h4 { margin: 22px 0 6px; font-size: 14px; } h4 small, figcaption small { color: var(--quiet); font-weight: 400; font-size: 13px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; } th { text-align: left; font-weight: 600; color: var(--quiet); font-size: 13px; } th, td { padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; } td:last-child, th:last-child { padding-right: 0; }
.fields td:first-child { width: 30%; } .fields td:nth-child(2) { width: 28%; color: var(--quiet); } .fields td:first-child code { background: none; padding: 0; font-weight: 600; } .required, .absent { display: block; font-size: 12px; color: var(--bad); } .absent { color: var(--quiet); } .limits { display: block; font-size: 13px; }
.statuses td:first-child { width: 52px; font: 600 13px/1.7 ui-monospace, Menlo, monospace; } .refused { color: var(--bad); } .fine { color: var(--get); }
figure { margin: 0 0 22px; } figcaption { font-size: 14px; font-weight: 600; margin-bottom: 6px; }
pre { margin: 0; padding: 12px 14px; background: var(--code); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 440px; tab-size: 2; } pre.ask { border-bottom-left-radius: 0; border-bottom-right-radius: 0; } pre.ask code { user-select: all; -webkit-user-select: all; } pre.answer { border-top: 0; border-radius: 0 0 8px 8px; background: var(--sheet); } figure > pre.ask:last-child, section > pre.ask { border-radius: 8px; }
.said { display: block; color: var(--quiet); font-family: system-ui, sans-serif; font-size: 12px; margin-bottom: 4px; user-select: none; }
@media (max-width: 639px) { .fields thead { display: none; } .fields tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); } .fields td { display: block; width: auto !important; border: 0; padding: 0; } h1 { font-size: 26px; } pre { font-size: 12px; } }
@media (min-width: 1000px) { body { display: grid; grid-template-columns: 268px minmax(0, 1fr); } nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-bottom: 0; border-right: 1px solid var(--line); } main { padding: 40px 44px 120px; } }
@media (min-width: 1280px) { .sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 40px; } .sides > div:last-child > h4:first-child { margin-top: 0; } .sides > div:first-child > h4:first-child { margin-top: 0; } }
@media print { :root { color-scheme: light; --paper: #fff; --sheet: #fff; --ink: #000; --quiet: #444; --line: #bbb; --accent: #000; --code: #fff; --get: #000; --post: #000; --put: #000; --bad: #000; } nav { display: none; } main { max-width: none; padding: 0; } body { font-size: 11pt; } pre { max-height: none; white-space: pre-wrap; overflow-wrap: anywhere; } figure, tr { break-inside: avoid; } h3, h4, .address { break-after: avoid; } }
`;
