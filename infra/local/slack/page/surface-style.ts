/** The look of what one types into: composers, inputs, modals and the app's Home. */
export const SURFACE_STYLE = `
form.surface { display: block; }
@media (scripting: enabled) { .scriptless { display: none !important; } }
.input { width: 100%; padding: 7px 11px; border: 1px solid color-mix(in srgb, var(--ink) 40%, transparent); border-radius: 6px;
  background: var(--paper); color: var(--ink); font: inherit; }
.input:focus { outline: none; border-color: var(--link); box-shadow: 0 0 0 3px color-mix(in srgb, var(--link) 25%, transparent); }
.input::placeholder { color: var(--quiet); opacity: .85; } textarea.input { display: block; resize: vertical; }
.field textarea.input { field-sizing: content; min-height: 104px; max-height: 40vh; }
select.input { appearance: none; padding-right: 30px; text-overflow: ellipsis; cursor: pointer; background: var(--paper) no-repeat right 11px center / 10px
  url('data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 6"%3E%3Cpath d="M1 1l4 4 4-4" fill="none" stroke="%23767676" stroke-width="1.6"/%3E%3C/svg%3E'); }
.chooser { display: inline-flex; gap: 6px; align-items: center; } .field .chooser { display: flex; }
.actions .chooser .input, .accessory .chooser .input { width: auto; max-width: 240px; padding-top: 3px; padding-bottom: 3px; font-size: 13px; line-height: 20px; }
.choices { display: grid; gap: 4px; } .choice { display: flex; gap: 8px; align-items: baseline; cursor: pointer; } .choice small { display: block; } .choice input { accent-color: var(--link); }
.compose { grid-area: compose; padding: 0 20px 18px; }
.composer { display: flex; gap: 8px; align-items: flex-end; max-width: 1080px; padding: 5px 5px 5px 3px; border: 1px solid color-mix(in srgb, var(--ink) 32%, transparent); border-radius: 8px; background: var(--paper); }
.composer:focus-within { border-color: color-mix(in srgb, var(--ink) 60%, transparent); }
.composer .input { border: 0; box-shadow: none; resize: none; field-sizing: content; max-height: 180px; }
.composer .control { padding: 7px 12px; } .composer:not(:focus-within) .control { border-color: transparent; background: none; color: var(--quiet); }
.thread .composer { margin: 6px 0 2px; max-width: 560px; } .thread .composer .input { padding: 4px 9px; font-size: 14px; } .composer .input { padding-top: 6px; padding-bottom: 6px; } .thread .composer .control { padding: 4px 9px; }
.reply > summary { display: inline-block; cursor: pointer; list-style: none; color: var(--link); font-size: 12px; } .reply > summary::-webkit-details-marker { display: none; }
.reply .composer { margin: 4px 0; max-width: 560px; }
@media (hover: hover) { .reply:not([open]) > summary:not(:focus-visible) { opacity: 0; } .message:hover .reply > summary { opacity: 1 !important; } }
.overlay { grid-area: 2 / 1 / -1 / -1; z-index: 3; display: grid; place-items: center; min-height: 0; padding: 24px; background: rgb(20 18 21 / .5); }
.overlay:empty { display: none; }
.modal { position: static; display: block; width: 100%; max-width: 520px; max-height: 100%; min-height: 0; margin: 0; padding: 0; border: 0; border-radius: 10px; background: var(--paper); color: var(--ink); box-shadow: 0 18px 48px rgb(0 0 0 / .35); overflow: hidden; }
.modal > form { display: flex; flex-direction: column; max-height: calc(100dvh - 110px); }
.modal header { display: flex; align-items: center; gap: 10px; padding: 18px 20px 14px 24px; } .modal h2 { flex: 1; margin: 0; font-size: 20px; line-height: 1.3; font-weight: 900; overflow-wrap: anywhere; }
.cross { width: 32px; height: 32px; border: 0; border-radius: 6px; background: none; color: var(--quiet); font-size: 15px; } .cross:hover { background: var(--soft); }
.modal-body { flex: 1; min-height: 0; overflow-y: auto; padding: 4px 24px 16px; }
.modal footer { display: flex; justify-content: flex-end; gap: 10px; padding: 14px 24px 18px; border-top: 1px solid var(--line); }
.modal footer .control { min-width: 80px; padding: 7px 14px; font-size: 15px; }
.modal-body .section { margin: 0 0 14px; } .field { margin: 0 0 18px; } .field .label { display: block; margin: 0 0 6px; font-weight: 700; } .field .label .quiet { font-size: 13px; }
.hint { margin: 5px 0 0; color: var(--quiet); font-size: 13px; } .error { margin: 5px 0 0; color: var(--danger); font-size: 13px; font-weight: 600; }
.error::before { content: "⚠ "; } .field.wrong .input { border-color: var(--danger); }
.trouble { margin: 0 0 14px; padding: 9px 12px; border-left: 4px solid var(--danger); border-radius: 4px; background: color-mix(in srgb, var(--danger) 9%, transparent); } .trouble small { display: block; }
.home { width: 100%; max-width: 760px; margin: 0 auto auto; padding: 22px 24px 200px; } .home.empty { margin: auto; text-align: center; }
.home .heading { font-size: 20px; } .home .section { margin: 8px 0; } .home hr { margin: 16px 0; }
@media (max-width: 700px) { .compose { padding: 0 10px 10px; } .overlay { padding: 10px; align-items: end; } .home { padding: 14px 12px 200px; } .people form { display: none; } }
`;
