import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { page } from "./page.ts";
import type { Visiting } from "./visiting.ts";

/** The page of a link that is not ours, or has nothing behind it: from outside they look the same. */
export function unknownLink(needs: Visiting, c: Context): Response | Promise<Response> {
  return note(needs, c, 404, "We do not know this link", [
    "It may have lost a piece on its way. Please open it from the mail again, or copy all of it.",
    "If that does not help, reply to the mail and we will sort it out for you.",
  ]);
}

/** The page of a link whose time is over. */
export function ended(needs: Visiting, c: Context): Response | Promise<Response> {
  return note(needs, c, 410, "This offer has ended", [
    "We are sorry that you find it closed. If you think that is a mistake, reply to the mail and we will look into it.",
  ]);
}

/** The page for whoever asks of a link what it does not do. @param allowed the methods it takes */
export function lookOnly(needs: Visiting, c: Context, allowed: string): Response | Promise<Response> {
  c.header("Allow", allowed);
  return note(needs, c, 405, "Nothing to do here", ["This page can only be looked at. Open the link in the mail again."]);
}

/** The page for when something of ours does not work. */
export function tryLater(needs: Visiting, c: Context): Response | Promise<Response> {
  c.header("Retry-After", "30");
  return note(needs, c, 503, "Just a moment", ["This page cannot be shown right now. Please try again in a minute. Your link stays good."]);
}

function note(needs: Visiting, c: Context, status: ContentfulStatusCode, title: string, sentences: readonly string[]) {
  const content = html`<h1>${title}</h1>${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;
  return c.html(page(needs.policy.messages, title, content), status);
}
