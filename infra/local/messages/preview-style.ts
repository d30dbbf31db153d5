/** The look of the preview: each mail as a wide screen, a phone and a text-only client show it. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #f3f4f6; --sheet: #fff; --ink: #1c2430; --quiet: #5c6675; --line: #d9dee6; --accent: #1f5bd8; }
@media (prefers-color-scheme: dark) { :root { --paper: #0e1116; --sheet: #14181f; --ink: #e8ecf2; --quiet: #9aa5b5; --line: #2c3440; --accent: #7aa5ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; padding: 10px 20px; background: var(--sheet); border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 17px; } label { color: var(--quiet); font-size: 13px; } select, button { font: inherit; padding: 3px 8px; margin-inline-start: 6px; }
article { padding: 20px; border-bottom: 1px solid var(--line); } h2 { margin: 0; font-size: 15px; } h2 small, .quiet { color: var(--quiet); font-weight: 400; font-size: 13px; }
.subject { margin: 2px 0 12px; font-size: 17px; overflow-wrap: anywhere; }
.panes { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
figure { margin: 0; max-width: 100%; } figcaption { color: var(--quiet); font-size: 12px; margin-bottom: 4px; }
iframe { display: block; border: 1px solid var(--line); border-radius: 10px; height: 560px; max-width: 100%; background: var(--sheet); }
.desktop iframe { width: 700px; } .phone iframe { width: 375px; border-radius: 22px; }
pre { margin: 0; width: 440px; max-width: 100%; padding: 14px; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 10px; background: var(--sheet); font: 12.5px/1.55 ui-monospace, Menlo, monospace; }
a { color: var(--accent); }
`;

/** Frames as high as what is in them; without it they scroll. */
export const SCRIPT = `
const fit = (frame) => { const inside = frame.contentDocument?.body; if (inside?.childElementCount) frame.style.height = inside.offsetHeight + 4 + "px"; };
for (const frame of document.querySelectorAll("iframe")) { frame.addEventListener("load", () => fit(frame)); fit(frame); }
document.querySelector("form").addEventListener("change", (event) => event.currentTarget.submit());
`;
