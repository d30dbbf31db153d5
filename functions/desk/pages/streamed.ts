import type { Context } from "hono";
import { raw } from "hono/html";
import { stream } from "hono/streaming";
import type { Markup } from "./markup.ts";

/** Stands in a page where the rest of it will. */
export const later = raw("<!--later-->");

/**
 * Sends a page as far as it is made, and the rest, which takes longer, when that is: in its order, so that it needs no script. Behind AWS's gateway it all comes at once.
 *
 * @param page holds {@link later} once
 * @param rest never fails: what went wrong by then is part of the page
 */
export async function streamed(c: Context, page: Markup, rest: Promise<Markup>): Promise<Response> {
  const [head = "", tail = ""] = String(await page).split(String(later));
  c.header("Content-Type", "text/html; charset=utf-8");
  return stream(c, async (answer) => {
    await answer.write(head);
    await answer.write(String(await rest));
    await answer.write(tail);
  });
}
