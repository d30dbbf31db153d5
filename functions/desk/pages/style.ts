/** The pages' only style. No colour says anything alone; both themes keep 4.5 to 1 for text and 3 to 1 for what is not. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --raised: #f6f7f9; --ink: #1b2330; --soft: #566070; --line: #d7dce3; --field: #7c8697;
  --accent: #1d5bb8; --on-accent: #ffffff; --accent-paper: #e7effb;
  --bad: #b3261e; --bad-paper: #fdecea; --warn: #8a5200; --warn-paper: #fdf1dd; --good: #17683a; --good-paper: #e6f4ec;
  --chart-band: #d5e4f8; --chart-line: #1d5bb8; --chart-grid: #e4e8ee;
  --detractor: #c2410c; --passive: #64748b; --promoter: #15803d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1319; --raised: #171d26; --ink: #e7ebf1; --soft: #a3adbb; --line: #2b3441; --field: #77849a;
    --accent: #8ab4ff; --on-accent: #0c1422; --accent-paper: #1a2a44;
    --bad: #ff9d94; --bad-paper: #3a1a18; --warn: #f4c06a; --warn-paper: #35270f; --good: #7fd6a2; --good-paper: #13301f;
    --chart-band: #24385a; --chart-line: #8ab4ff; --chart-grid: #262f3b;
    --detractor: #fb923c; --passive: #94a3b8; --promoter: #4ade80;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { inset-inline-start: 1rem; top: .5rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; padding: .75rem clamp(1rem, 3vw, 2rem); border-bottom: 1px solid var(--line); background: var(--raised); }
.brand { font-weight: 700; color: var(--ink); text-decoration: none; }
.top nav ul { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0; padding: 0; list-style: none; }
.top nav a { display: block; padding: .4rem .7rem; border-radius: .4rem; color: var(--ink); text-decoration: none; }
.top nav a:hover { background: var(--accent-paper); }
.top nav a[aria-current] { background: var(--accent-paper); color: var(--accent); font-weight: 600; }
.who { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; margin-inline-start: auto; color: var(--soft); font-size: .875rem; }
.who form { display: inline; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2rem) 3rem; }
.foot { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 1rem clamp(1rem, 3vw, 2rem); border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .75rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 .75rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.quote { margin: 0 0 .75rem; padding: .25rem 0 .25rem 1rem; border-inline-start: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 1rem; margin: 0 0 1.5rem; }
.card { padding: 1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--paper); }
section > .card { margin-bottom: 1rem; }
.card h2, .card h3 { margin-top: 0; }
.figure { font-size: clamp(1.5rem, 5vw, 2rem); overflow-wrap: anywhere; font-weight: 700; line-height: 1.15; font-variant-numeric: tabular-nums; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem; align-items: start; }
.columns > * { min-width: 0; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
.scroll td:not(.number), .scroll tbody th { min-width: 6.5rem; overflow-wrap: anywhere; }
caption { padding: 0 0 .5rem; text-align: start; color: var(--soft); }
th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
tbody th { color: var(--ink); }
td.number, th.number { text-align: end; }
td time { white-space: nowrap; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .35rem 1rem; margin: 0 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.tag { display: inline-block; padding: .05rem .5rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .8125rem; white-space: nowrap; }
.tag.bad { color: var(--bad); background: var(--bad-paper); }
.tag.warn { color: var(--warn); background: var(--warn-paper); }
.tag.good { color: var(--good); background: var(--good-paper); }
.tag.quiet { color: var(--soft); }
.notice { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: .4rem; background: var(--raised); }
.notice.bad { border-inline-start-color: var(--bad); }
.notice.warn { border-inline-start-color: var(--warn); }
.notice.good { border-inline-start-color: var(--good); }
.notice > :last-child { margin-bottom: 0; }
.empty { padding: 2rem 1rem; border: 1px dashed var(--line); border-radius: .6rem; text-align: center; color: var(--soft); }
form.filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0 0 1.25rem; }
label, legend { display: block; margin-bottom: .2rem; font-size: .875rem; color: var(--soft); }
input, select, textarea { max-width: 100%; min-height: 2.5rem; padding: .4rem .6rem; border: 1px solid var(--field); border-radius: .4rem; background: var(--paper); color: var(--ink); font: inherit; }
textarea { width: 100%; min-height: 6rem; resize: vertical; }
input[type=radio], input[type=checkbox] { min-height: 0; accent-color: var(--accent); }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; }
.mistake { color: var(--bad); }
[aria-invalid] { border-color: var(--bad); }
.choice { display: flex; gap: .5rem; align-items: baseline; color: var(--ink); font-size: 1rem; }
button, .button { display: inline-block; min-height: 2.5rem; padding: .45rem .9rem; border: 1px solid var(--field); border-radius: .4rem; background: var(--paper); color: var(--ink); font: inherit; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--accent); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
button.link { min-height: 0; padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: .15em; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; align-items: center; }
details { margin: 0 0 1rem; }
details.action { border: 1px solid var(--line); border-radius: .4rem; }
details.action > summary { padding: .5rem .9rem; }
details.action > form { padding: .25rem .9rem .9rem; }
summary { cursor: pointer; color: var(--accent); }
.pages { display: flex; gap: 1rem; margin-top: 1rem; }
ul.plain { margin: 0 0 1rem; padding: 0; list-style: none; } ul.plain li { padding: .2rem 0; }
ol.timeline { margin: 0; padding: 0; list-style: none; border-inline-start: 2px solid var(--line); }
ol.timeline > li { padding: 0 0 1rem 1rem; }
svg { display: block; }
svg.trend { width: 100%; min-width: 25rem; height: auto; }
svg.interval { width: 100%; min-width: 7rem; max-width: 14rem; height: auto; }
svg text { fill: var(--soft); font: .8125rem system-ui, sans-serif; font-variant-numeric: tabular-nums; }
svg text.end { text-anchor: end; } svg text.middle { text-anchor: middle; }
svg .grid { stroke: var(--chart-grid); } svg .zero { stroke: var(--soft); } svg .rail { fill: var(--chart-grid); }
svg .band { fill: var(--chart-band); } svg .line { fill: none; stroke: var(--chart-line); stroke-width: 2.5; stroke-linejoin: round; }
svg .whisker { stroke: var(--chart-line); stroke-width: 2; }
svg .dot { fill: var(--chart-line); } svg .few { fill: var(--paper); stroke: var(--chart-line); stroke-width: 2; }
svg .reach { fill: transparent; } svg .point:hover .reach { fill: var(--chart-grid); fill-opacity: .5; } svg .point:hover circle { stroke: var(--ink); stroke-width: 2; }
svg.bar { border-radius: .2rem; } svg .detractor { fill: var(--detractor); } svg .passive { fill: var(--passive); } svg .promoter { fill: var(--promoter); }
table.distribution th { min-width: 2rem; }
table.distribution th, table.distribution td { padding: .2rem .5rem; border: 0; vertical-align: middle; } table.distribution .wide { width: 55%; }
@media (max-width: 34rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  .who { margin-inline-start: 0; }
  form.filters > * { flex: 1 1 9rem; } form.filters select, form.filters input { width: 100%; }
}
@media print {
  :root { color-scheme: light; }
  .top nav, .who, .foot a, main form, main form.filters, .actions, .pages, .skip, details.action { display: none; }
  main { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; } table { font-size: .75rem; } th, td { padding: .25rem .35rem; } .scroll td, .scroll tbody th { min-width: 0; }
  .card, tr { break-inside: avoid; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
