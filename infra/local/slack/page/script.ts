/**
 * Keeps the page fresh and clicks quiet. Everything works without it: forms post, and the page reloads by itself.
 *
 * Every second and a half it asks whether anything changed (a conditional request, answered 304 when not) and
 * swaps the timeline, unless a menu is open. Clicks are sent in the background, so the page does not jump.
 */
export const SCRIPT = `
(() => {
  const PARTS = ["main", "side"];
  let tag = document.body.dataset.revision, busy = false;
  const closedThreads = () => [...document.querySelectorAll("details.thread:not([open])")].map((thread) => thread.id);
  const draw = (html) => {
    const closed = closedThreads();
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const id of PARTS) document.getElementById(id)?.replaceChildren(...(fresh.getElementById(id)?.childNodes ?? []));
    for (const id of closed) document.getElementById(id)?.removeAttribute("open");
    tag = fresh.body.dataset.revision;
  };
  const refresh = async () => {
    if (busy || document.hidden || document.querySelector("details.menu[open]")) return;
    const answer = await fetch(location.href, { headers: { "if-none-match": '"' + tag + '"' }, cache: "no-store" });
    if (answer.ok && !busy) draw(await answer.text());
  };
  const send = async (form) => {
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) return;
    busy = true;
    form.classList.add("busy");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok) draw(await answer.text());
      else location.reload();
    } finally {
      busy = false;
      form.classList.remove("busy");
    }
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-quiet]")) return;
    event.preventDefault();
    send(event.target).catch(() => event.target.submit());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-submits]");
    if (link) send(link.closest("form"));
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.removeAttribute("open");
  });
  setInterval(() => refresh().catch(() => undefined), 1500);
})();
`;
