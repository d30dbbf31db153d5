import type { Context } from "hono";
import { html } from "hono/html";
import { fill } from "../../shared/domain/template.ts";
import { unread } from "./notes.ts";
import { page } from "./page.ts";
import { letFormPost } from "./page-headers.ts";
import { readForm } from "./read-form.ts";
import { type Reader, readerBehind } from "./reader.ts";
import type { LinkTo, Visiting } from "./visiting.ts";

/** What the page's own button sends. */
const confirmation = { name: "leave", value: "confirmed" };

/** Asks whether somebody wants no more mails, or says that they get none any more. Changes nothing. */
export async function showLeaving(needs: Visiting, c: Context, { effectId, address }: LinkTo<"unsubscribe">): Promise<Response> {
  const [reader, suppression] = await Promise.all([readerBehind(needs, c, effectId), needs.suppressions.find(address)]);
  const { leave: words } = reader.copy.pages;
  if (suppression?.reason === "unsubscribed") return c.html(saying(needs, reader, words.already));
  letFormPost(c);
  const { company } = needs.policy.messages;
  const title = fill(words.title, { company });
  const form = html`<h1>${title}</h1>
<p>${fill(words.text, { company })}</p>
<form method="post"><button class="action" name="${confirmation.name}" value="${confirmation.value}">${words.button}</button></form>`;
  return c.html(page(needs.policy.messages, reader, title, form));
}

/**
 * Writes nobody at this address any more. Mail programs post for their reader (RFC 8058) and want no page; the
 * form of our own page gets one. Whoever has left before may leave again.
 */
export async function leave(needs: Visiting, c: Context, { effectId, address }: LinkTo<"unsubscribe">): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return unread(needs, c, await readerBehind(needs, c, effectId), form.status);
  const isOneClick = form.fields.get("List-Unsubscribe") === "One-Click";
  if (!isOneClick && form.fields.get(confirmation.name) !== confirmation.value) return unread(needs, c, await readerBehind(needs, c, effectId), 400);
  await needs.suppressions.add(address, "unsubscribed", needs.clock.now().toISOString());
  needs.log.info("unsubscribed", { effect: effectId, address, by: isOneClick ? "one click" : "page" });
  if (isOneClick) return c.body(null, 200);
  const reader = await readerBehind(needs, c, effectId);
  return c.html(saying(needs, reader, reader.copy.pages.leave.done));
}

function saying({ policy: { messages } }: Visiting, reader: Reader, { title, text }: { readonly title: string; readonly text: string }) {
  return page(messages, reader, title, html`<h1>${title}</h1>
<p>${fill(text, { company: messages.company })}</p>`);
}
