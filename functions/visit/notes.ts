import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { PageNote } from "../../shared/domain/copy.ts";
import { page } from "./page.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { Visiting } from "./visiting.ts";

type Telling = Pick<Visiting, "policy" | "copies">;

/** The page of a link that is not ours, or has nothing behind it: from outside they look the same. @param reader when it is known who they are */
export function unknownLink(needs: Telling, c: Context, reader = readerOf(needs.copies, c)): Response | Promise<Response> {
  return note(needs, c, reader, reader.copy.pages.unknown, 404);
}

/** The page of a link whose time is over. */
export function ended(needs: Telling, c: Context, reader: Reader): Response | Promise<Response> {
  return note(needs, c, reader, reader.copy.pages.ended, 410);
}

/** The page for whoever asks of a link what it does not do. @param allowed the methods it takes */
export function lookOnly(needs: Telling, c: Context, reader: Reader, allowed: string): Response | Promise<Response> {
  c.header("Allow", allowed);
  return note(needs, c, reader, reader.copy.pages.lookOnly, 405);
}

/** The page for whoever sends what none of our pages sends: nothing was changed. */
export function unread(needs: Telling, c: Context, reader: Reader, status: ContentfulStatusCode): Response | Promise<Response> {
  return note(needs, c, reader, reader.copy.pages.unread, status);
}

/** The page for when something of ours does not work. */
export function tryLater(needs: Telling, c: Context): Response | Promise<Response> {
  c.header("Retry-After", "30");
  const reader = readerOf(needs.copies, c);
  return note(needs, c, reader, reader.copy.pages.later, 503);
}

function note({ policy }: Telling, c: Context, reader: Reader, { title, paragraphs }: PageNote, status: ContentfulStatusCode) {
  const content = html`<h1>${title}</h1>${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`;
  return c.html(page(policy.messages, reader, title, content), status);
}
