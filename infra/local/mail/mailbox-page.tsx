import { type Context, Hono } from "hono";
import { sameOriginOnly } from "../../../shared/http/same-origin.ts";
import type { Mail } from "./mail.ts";
import type { Mailbox } from "./mailbox.ts";
import { CONTENT_SECURITY_POLICY, mailboxView } from "./page/mailbox-view.tsx";

/** The page lists this many, the newest; JSON has them all. */
const MAILS_LISTED = 300;

/** A browser asks for HTML by name; curl and `fetch` take anything and get JSON. */
const wantsPage = (context: Context): boolean => context.req.header("accept")?.includes("text/html") === true;

/**
 * What was sent, to be mounted anywhere: `GET /` all mails (JSON oldest first; `?effect=` only those of an effect),
 * `GET /:id` one, `DELETE /?effect=` throws those of an effect away. Browsers get pages, everything else JSON.
 */
export const mailboxPage = (mailbox: Mailbox): Hono => {
  const page = new Hono();
  page.use(sameOriginOnly);
  page.use(async (context, next) => {
    await next();
    context.header("Vary", "Accept");
    context.header("Cache-Control", "no-store");
    context.header("X-Content-Type-Options", "nosniff");
  });

  const show = (context: Context, base: string, chosen: Mail | undefined): Response | Promise<Response> => {
    context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    context.header("Referrer-Policy", "no-referrer");
    const mails = mailbox.latest(MAILS_LISTED);
    return context.html(mailboxView({ base, mails, count: mailbox.count(), chosen: chosen ?? mails[0], now: mailbox.now() }));
  };

  const list = (context: Context): Response | Promise<Response> => {
    const effect = context.req.query("effect");
    if (!wantsPage(context)) return context.json(effect === undefined ? mailbox.all() : mailbox.byEffect(effect));
    return show(context, context.req.path.replace(/\/$/, ""), effect === undefined ? undefined : mailbox.byEffect(effect)[0]);
  };

  page.get("/", list);

  page.delete("/", (context) => {
    const effect = context.req.query("effect");
    if (effect === undefined) return context.json({ error: "Name an effect" }, 400);
    mailbox.forget(effect);
    return context.body(null, 204);
  });

  // The id may be empty: a slash at the end of the address is no other page.
  page.get("/:id{[^/]*}", (context) => {
    if (context.req.param("id") === "") return list(context);
    const found = mailbox.find(context.req.param("id"));
    if (found === undefined) return context.json({ error: "No such mail" }, 404);
    return wantsPage(context) ? show(context, context.req.path.replace(/\/[^/]*$/, ""), found) : context.json(found);
  });

  return page;
};
