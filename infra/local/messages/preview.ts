import { Hono } from "hono";
import { PolicyError } from "../../yaml-source.ts";
import { isLoopbackHost } from "../http/loopback-host.ts";
import { CONTENT_SECURITY_POLICY, type Shown, previewView } from "./preview-view.tsx";
import { type Material, type Who, sampleMail, templates } from "./samples.ts";

/** What mails bring with them may style them, and nothing else. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/**
 * Every mail with sample data: `GET /` side by side (`?language=`, `?band=`, `?who=`), `GET /mail?language=&template=`
 * one as HTML, with `&part=text` as text. Mistakes in what mails are made from are shown instead.
 *
 * @param read reads policy and messages, for each page anew, so that what was changed is seen
 */
export function messagesPreview(read: () => Material): Hono {
  const app = new Hono();
  let last: Material | undefined;
  app.use(async (context, next) => {
    if (!isLoopbackHost(context.req.header("host") ?? new URL(context.req.url).host)) return context.text("This page answers to 127.0.0.1 and localhost only.", 403);
    await next();
    context.header("Cache-Control", "no-store");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    return undefined;
  });
  app.onError((error, context) => {
    if (error instanceof PolicyError) return context.text(`${error.message}\n`, 422);
    throw error;
  });

  app.get("/", (context) => {
    const material = (last = read());
    const languages = Object.keys(material.copies);
    const { language = "en", band = "all", who: given } = context.req.query();
    const who: Who = given === "unnamed" ? "unnamed" : "named";
    const shown = languages.filter((tag) => language === "all" || tag === language).flatMap((tag) =>
      templates.filter((template) => band === "all" || template.band === band).map((template): Shown => ({
        template,
        language: tag,
        mail: sampleMail(material, template, tag, who),
        address: `/mail?${new URLSearchParams({ language: tag, template: template.id, who }).toString()}`,
      })),
    );
    context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    return context.html(previewView({ shown, languages, chosen: { language, band, who } }));
  });

  app.get("/mail", (context) => {
    const material = (last ??= read());
    const { language = "", template: id, who, part } = context.req.query();
    const template = templates.find((known) => known.id === id);
    if (template === undefined || material.copies[language] === undefined) return context.text("No such mail", 404);
    const mail = sampleMail(material, template, language, who === "unnamed" ? "unnamed" : "named");
    if (part === "text") return context.text(mail.text);
    context.header("Content-Security-Policy", MAIL_POLICY);
    return context.html(mail.html);
  });
  return app;
}
