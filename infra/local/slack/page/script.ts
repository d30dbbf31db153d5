/**
 * Keeps the page fresh and clicks quiet. Everything works without it: forms post, and the page can be reloaded.
 *
 * Every second and a half it asks whether anything changed (a conditional request, answered 304 when not) and swaps
 * the parts that did, unless a menu is open. Clicks are sent in the background, so the page does not jump. What is
 * being typed stays: fields are known by their ids, which outlive a redraw.
 */
export const SCRIPT = `
(() => {
  const PARTS = ["top", "side", "main", "compose", "overlay"], COVERED = ["side", "main", "compose"];
  const part = (id) => document.getElementById(id);
  let tag = document.body.dataset.revision, busy = false;
  const drawn = new Map(PARTS.map((id) => [id, part(id).innerHTML]));

  const touched = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.type !== "hidden" && field.value !== field.defaultValue;
  const remember = (place) => {
    const focused = document.activeElement;
    const fields = [...place.querySelectorAll("input[id], textarea[id], select[id]")].filter(touched)
      .map(({ id, value, checked }) => ({ id, value, checked }));
    const opened = [...place.querySelectorAll("details[id]")].map(({ id, open }) => ({ id, open }));
    const focus = place.contains(focused) && focused.id ? { id: focused.id, from: focused.selectionStart, to: focused.selectionEnd } : undefined;
    return { fields, opened, focus };
  };
  const restore = ({ fields, opened, focus }) => {
    for (const { id, open } of opened) { const found = part(id); if (found) found.open = open; }
    for (const { id, value, checked } of fields) {
      const field = part(id);
      if (field) { if (field.type === "checkbox" || field.type === "radio") field.checked = checked; else field.value = value; }
    }
    const field = focus && part(focus.id);
    if (!field) return;
    field.focus({ preventScroll: true });
    if (focus.from != null) try { field.setSelectionRange(focus.from, focus.to); } catch {}
  };
  const shownModal = () => document.querySelector("dialog.modal");
  const cover = (before) => {
    const modal = shownModal();
    for (const id of COVERED) part(id).inert = modal !== null;
    if (!modal || modal.contains(document.activeElement)) return;
    const wrong = modal.querySelector("[aria-invalid]");
    const first = modal.querySelector("[autofocus], .modal-body .input, .modal-body input:not([type=hidden])");
    if (wrong || modal.dataset.view !== before) (wrong ?? first ?? modal.querySelector("footer button:last-child")).focus();
  };
  const draw = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const before = shownModal()?.dataset.view;
    for (const id of PARTS) {
      const next = fresh.getElementById(id);
      if (!next || next.innerHTML === drawn.get(id)) continue;
      const memory = remember(part(id));
      drawn.set(id, next.innerHTML);
      part(id).replaceChildren(...next.childNodes);
      restore(memory);
    }
    tag = fresh.body.dataset.revision;
    cover(before);
  };
  const refresh = async () => {
    if (busy || document.hidden || document.querySelector("details.menu[open]")) return;
    const answer = await fetch(location.href, { headers: { "if-none-match": '"' + tag + '"' }, cache: "no-store" });
    if (answer.ok && !busy) draw(await answer.text());
  };
  const send = async (form, button, address) => {
    if (busy || (button?.dataset.confirm && !confirm(button.dataset.confirm))) return;
    busy = true;
    const body = new URLSearchParams(new FormData(form));
    const timer = setTimeout(() => form.classList.add("busy"), 150);
    try {
      const answer = await fetch(address ?? button?.formAction ?? form.action, { method: "POST", body });
      if (!answer.ok) return location.reload();
      if ("empties" in form.dataset) form.reset();
      for (const menu of document.querySelectorAll("details.menu[open]")) menu.removeAttribute("open");
      draw(await answer.text());
    } finally {
      busy = false;
      clearTimeout(timer);
      form.classList.remove("busy");
    }
  };
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("form[data-quiet]")) return;
    event.preventDefault();
    const pressed = submitter?.hasAttribute("formaction") || submitter?.dataset.confirm ? submitter : undefined;
    send(form, pressed).catch(() => location.reload());
  });
  document.addEventListener("change", (event) => {
    const button = event.target.closest(".chooser")?.querySelector("button.scriptless");
    if (button) button.form.requestSubmit(button);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-submits]");
    if (link) send(link.closest("form"), undefined, link.dataset.submits);
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("[data-enter-sends]")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    if (event.key !== "Escape") return;
    const menus = document.querySelectorAll("details.menu[open]");
    for (const menu of menus) menu.removeAttribute("open");
    if (menus.length === 0) shownModal()?.querySelector("[data-closes]").click();
  });
  cover();
  setInterval(() => refresh().catch(() => undefined), 1500);
})();
`;
