import { SURFACE_STYLE } from "./surface-style.ts";

/** The look of the pages: Slack's proportions, quieter colors, both color schemes, from 390 px up. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1c1d; --quiet: #616061; --line: #e4e3e4; --soft: #f8f8f8;
  --side: #f4eff5; --side-ink: #4c3a4d; --chosen: #5b2a5e; --link: #1264a3; --mention: #e8f5fa; --me: #fdf2cb; --code: #c01343;
  --primary: #007a5a; --danger: #c0104b; --notice: #fbfaf6; --shadow: 0 4px 16px rgb(29 28 29 / .16); }
@media (prefers-color-scheme: dark) { :root { --paper: #1a1d21; --ink: #e3e4e6; --quiet: #a3a6ab; --line: #34373c; --soft: #212529;
  --side: #221b24; --side-ink: #cfc3d1; --chosen: #7d4a81; --link: #4fa8e0; --mention: #17364a; --me: #4a3d12; --code: #f0798d;
  --primary: #148567; --danger: #d43a68; --notice: #20221f; --shadow: 0 4px 16px rgb(0 0 0 / .5); } }
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: grid; grid-template: "top top" auto "side main" minmax(0, 1fr) "side compose" auto / 232px minmax(0, 1fr);
  background: var(--paper); color: var(--ink); font: 15px/1.47 Lato, "Slack-Lato", "Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
.quiet, small { color: var(--quiet); font-size: 12px; font-weight: 400; }
.top { grid-area: top; display: flex; align-items: center; gap: 16px; padding: 10px 20px; border-bottom: 1px solid var(--line); background: var(--paper); }
.top h1 { margin: 0; font-size: 18px; font-weight: 800; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.top .quiet { white-space: nowrap; }
.people { margin-left: auto; display: flex; align-items: center; gap: 6px; }
.people a { display: flex; align-items: center; gap: 6px; padding: 3px; border-radius: 8px; color: var(--ink); font-size: 13px; text-decoration: none; }
.people a[aria-current] { background: var(--soft); box-shadow: 0 0 0 1px var(--line); padding-right: 9px; font-weight: 700; }
.people a:not([aria-current]) { opacity: .6; } .people a:not([aria-current]):hover { opacity: 1; }
.people a:not([aria-current]) .name { display: none; }
.side { grid-area: side; overflow-y: auto; padding: 14px 10px; background: var(--side); color: var(--side-ink); }
.side h2 { margin: 12px 8px 4px; font-size: 12px; font-weight: 600; opacity: .8; }
.side h2:first-child { margin-top: 0; }
.side a, .to-home { display: flex; gap: 8px; width: 100%; padding: 4px 8px; border: 0; border-radius: 6px; background: none; color: inherit; text-align: start; white-space: nowrap; text-decoration: none; }
.side .name { flex: 1; overflow: hidden; text-overflow: ellipsis; } .side .unread { font-weight: 800; color: var(--ink); }
.count { align-self: center; padding: 0 7px; border-radius: 9px; background: var(--danger); color: #fff; font-size: 11px; line-height: 18px; font-weight: 700; }
.side a:hover, .to-home:hover { background: rgb(128 90 130 / .13); }
.side a[aria-current], .to-home[aria-current] { background: var(--chosen); color: #fff; font-weight: 600; }
.side a.archived { opacity: .55; }
main { grid-area: main; display: flex; flex-direction: column-reverse; overflow-y: auto; overscroll-behavior: contain; }
.timeline { padding: 12px 0 16px; }
.day { display: flex; align-items: center; gap: 0; margin: 18px 20px 6px; color: var(--ink); font-size: 13px; font-weight: 700; }
.day::before, .day::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.day span { padding: 2px 14px; border: 1px solid var(--line); border-radius: 24px; background: var(--paper); }
.opening { padding: 40px 20px 12px; } .opening h2 { margin: 0 0 4px; font-size: 26px; font-weight: 800; }
.opening p { margin: 0; color: var(--quiet); } .older { text-align: center; padding: 8px; }
.message { display: flex; gap: 10px; padding: 8px 20px; scroll-margin: 60px; }
.message:hover { background: var(--soft); } .message .message:hover { background: none; }
.message:target { background: var(--me); }
.body { min-width: 0; flex: 1; max-width: 760px; }
.body > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 7px; }
.badge { padding: 0 4px; border-radius: 3px; background: var(--line); color: var(--quiet); font-size: 10px; font-weight: 700; line-height: 15px; align-self: center; }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 8px; display: grid; place-items: center; color: #fff; background: #6c7078; font-size: 14px; font-weight: 700; letter-spacing: .02em; }
.avatar.small { width: 24px; height: 24px; border-radius: 6px; font-size: 10px; }
.avatar.mia { background: #3f7cac; } .avatar.jonas { background: #8a6bb1; } .avatar.priya { background: #c06c3e; }
.avatar.afterscore { background: #3c2a4d; font-size: 21px; } .avatar.small.afterscore { font-size: 14px; }
.avatar.slackbot { background: #4d5560; }
.prose { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
ul.prose, ol.prose { margin: 2px 0; padding-inline-start: 26px; white-space: normal; } ul.prose li, ol.prose li { white-space: pre-wrap; }
.heading { margin: 6px 0 2px; font-size: 18px; line-height: 1.33; font-weight: 900; overflow-wrap: anywhere; }
.section { display: flex; gap: 16px; margin: 4px 0; } .words { flex: 1; min-width: 0; } .accessory { flex: none; }
.fields .prose { unicode-bidi: normal; }
.fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 16px; margin: 4px 0; }
.context { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin: 4px 0; color: var(--quiet); font-size: 13px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 6px; }
hr { margin: 10px 0; border: 0; border-top: 1px solid var(--line); }
blockquote { margin: 4px 0; padding-inline-start: 12px; border-inline-start: 4px solid var(--line); }
pre { margin: 4px 0; padding: 8px; border: 1px solid var(--line); border-radius: 4px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, Menlo, monospace; }
code { padding: 1px 3px; border: 1px solid var(--line); border-radius: 3px; background: var(--soft); color: var(--code); font: 12px ui-monospace, Menlo, monospace; overflow-wrap: anywhere; }
.mention { padding: 0 2px 1px; border-radius: 3px; background: var(--mention); color: var(--link); } .mention.me { background: var(--me); }
figure { margin: 6px 0; } figcaption { font-weight: 700; } .picture { max-width: min(360px, 100%); border-radius: 8px; border: 1px solid var(--line); }
.thumbnail { width: 88px; height: 88px; object-fit: cover; border-radius: 8px; } .icon { width: 20px; height: 20px; border-radius: 3px; }
.missing { display: inline-grid; place-items: center; padding: 4px 8px; width: auto; height: auto; background: var(--soft); color: var(--quiet); font-size: 12px; }
.attachment { margin: 4px 0; padding: 2px 0 2px 12px; border-left: 4px solid var(--line); border-radius: 2px; }
form { margin: 0; display: inline; }
button { font: inherit; color: inherit; cursor: pointer; } button.link { padding: 0; border: 0; background: none; color: var(--link); font-size: 12px; }
.control { display: inline-block; min-width: 40px; padding: 4px 12px; border: 1px solid color-mix(in srgb, var(--ink) 28%, transparent); border-radius: 6px; background: var(--paper); color: var(--ink); font-size: 13px; font-weight: 700; line-height: 20px; text-align: center; overflow-wrap: anywhere; }
.control:hover { background: var(--soft); text-decoration: none; box-shadow: 0 1px 3px rgb(0 0 0 / .08); }
.control.primary { border-color: var(--primary); background: var(--primary); color: #fff; } .control.primary:hover { filter: brightness(1.07); }
.control.danger { border-color: var(--danger); color: var(--danger); } .control.small { padding: 1px 9px; font-size: 12px; font-weight: 400; }
.busy { opacity: .55; pointer-events: none; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.menu { position: relative; display: inline-block; } .menu summary { list-style: none; cursor: pointer; } .menu summary::-webkit-details-marker { display: none; }
.options { position: absolute; z-index: 2; right: 0; top: calc(100% + 4px); min-width: 208px; padding: 6px 0; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); box-shadow: var(--shadow); }
.actions .options { right: auto; left: 0; } .timeline .actions .options { top: auto; bottom: calc(100% + 4px); }
.options button, .options a { display: block; color: inherit; width: 100%; padding: 5px 16px; border: 0; background: none; text-align: start; } .options :is(button, a):hover { text-decoration: none; background: var(--link); color: #fff; }
.options small { display: block; }
.reactions { display: flex; gap: 4px; margin-top: 4px; } .reaction { padding: 1px 8px; border: 1px solid var(--line); border-radius: 12px; background: var(--soft); font-size: 12px; }
.thread { margin: 8px 0 0; padding-inline-start: 12px; border-inline-start: 2px solid var(--line); }
.thread > summary { cursor: pointer; color: var(--link); font-size: 13px; list-style-position: inside; } .thread .message { padding: 6px 0; gap: 8px; }
.thread .prose { font-size: 14px; } .note { margin: 6px 0 0; }
.notice { background: var(--notice); } .private { display: inline-flex; gap: 8px; }
.tombstone .prose { color: var(--quiet); font-style: italic; }
@media (max-width: 700px) {
  body { grid-template: "top" auto "side" auto "main" minmax(0, 1fr) "compose" auto / minmax(0, 1fr); }
  .top { padding: 8px 12px; gap: 8px; } .top .quiet, .people .quiet, .people .name { display: none; } .people a[aria-current] { padding-right: 3px; }
  .side { display: flex; gap: 4px; padding: 6px 8px; overflow-x: auto; } .side h2 { display: none; } .side a, .to-home { flex: none; width: auto; padding: 3px 10px; font-size: 14px; }
  .message { padding: 8px 12px; } .day { margin: 14px 12px 4px; } .opening { padding: 24px 12px 8px; }
  .section { flex-wrap: wrap; } .words { flex-basis: 200px; } .fields { gap: 6px 12px; } .actions { position: relative; } .actions .menu { position: static; }
}
${SURFACE_STYLE}`;
