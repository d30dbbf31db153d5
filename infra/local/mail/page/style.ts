/** The look of the mailbox: a list and a letter, both color schemes, from 390 px up. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1c1d; --quiet: #65676b; --line: #e4e3e4; --soft: #f7f7f8; --chosen: #eaf2fb; --link: #1264a3; }
@media (prefers-color-scheme: dark) { :root { --paper: #1a1d21; --ink: #e3e4e6; --quiet: #a3a6ab; --line: #34373c; --soft: #212529; --chosen: #1e3346; --link: #4fa8e0; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: grid; grid-template: "top top" auto "list mail" minmax(0, 1fr) / 340px minmax(0, 1fr); background: var(--paper); color: var(--ink);
  font: 15px/1.47 "Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif; }
.top { grid-area: top; padding: 10px 20px; border-bottom: 1px solid var(--line); display: flex; align-items: baseline; gap: 12px; }
.top h1 { margin: 0; font-size: 18px; white-space: nowrap; } .quiet { color: var(--quiet); font-size: 13px; }
.list { grid-area: list; overflow-y: auto; border-inline-end: 1px solid var(--line); }
.list a { display: block; padding: 10px 16px; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
.list a:hover { background: var(--soft); } .list a[aria-current] { background: var(--chosen); }
.row { display: flex; justify-content: space-between; gap: 8px; } .row b, .subject, .snippet { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row time { flex: none; } .subject { font-size: 14px; } .snippet { color: var(--quiet); font-size: 13px; }
.mail { grid-area: mail; display: flex; flex-direction: column; overflow-y: auto; padding: 20px 24px 32px; min-width: 0; }
.mail h2 { margin: 0 0 12px; font-size: 22px; line-height: 1.3; overflow-wrap: anywhere; unicode-bidi: plaintext; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 14px; margin: 0 0 14px; font-size: 14px; } dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: plaintext; }
iframe { flex: 1 0 auto; width: 100%; min-height: 56vh; border: 1px solid var(--line); border-radius: 8px; background: light-dark(#fff, #14181f); }
details { margin-top: 12px; border: 1px solid var(--line); border-radius: 8px; } summary { padding: 8px 14px; cursor: pointer; font-weight: 600; font-size: 14px; }
pre { margin: 0; padding: 0 14px 14px; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; font: 13px/1.5 ui-monospace, Menlo, monospace; }
details dl { padding: 0 14px 14px; margin: 0; font: 12.5px/1.5 ui-monospace, Menlo, monospace; }
.empty { margin: auto; max-width: 36ch; text-align: center; color: var(--quiet); }
:focus-visible { outline: 2px solid var(--link); outline-offset: -2px; }
@media (max-width: 760px) {
  body { grid-template: "top" auto "list" minmax(0, 34vh) "mail" minmax(0, 1fr) / minmax(0, 1fr); }
  .list { border-inline-end: 0; border-bottom: 2px solid var(--line); } .mail { padding: 14px 16px 24px; } .top { padding: 8px 16px; } .mail h2 { font-size: 19px; }
}
`;
