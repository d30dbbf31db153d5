/** Adds new mails to the list without disturbing the one being read. Without it the page is as good, and reloads by hand. */
export const SCRIPT = `
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" }).catch(() => undefined);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (fresh.body.dataset.count === document.body.dataset.count) return;
  if (document.body.dataset.count === "0") return location.reload();
  document.body.dataset.count = fresh.body.dataset.count;
  for (const id of ["list", "count"]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
  for (const link of document.querySelectorAll("#list a")) {
    if (link.pathname.endsWith("/" + document.body.dataset.chosen)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}, 2000);
`;
