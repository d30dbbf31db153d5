import { createHash } from "node:crypto";
import { html } from "hono/html";
import type { Mail } from "../../../shared/ports.ts";
import { SCRIPT, STYLE } from "./preview-style.ts";
import type { Template, Who } from "./samples.ts";

/** Nothing from elsewhere, no script but our own. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`,
  "style-src 'unsafe-inline'",
  "img-src data:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A mail in one language, and where its parts are served. */
export type Shown = {
  readonly template: Template;
  readonly language: string;
  readonly mail: Pick<Mail, "subject" | "text" | "html" | "headers">;
  readonly address: string;
};

/** What has been chosen: one language or `all`, one band or `all`. */
export type Chosen = { readonly language: string; readonly band: string; readonly who: Who };

const inEnglish = new Intl.DisplayNames("en", { type: "language" });

const Choice = ({ name, title, chosen, among }: { name: string; title: string; chosen: string; among: readonly (readonly [value: string, said: string])[] }) => (
  <label>
    {title}
    <select name={name}>
      {among.map(([value, said]) => <option value={value} selected={value === chosen}>{said}</option>)}
    </select>
  </label>
);

const Sample = ({ template, language, mail, address }: Shown) => (
  <article id={`${language}-${template.id}`}>
    <h2>{template.title} <small>{inEnglish.of(language)} · {Math.ceil(mail.html.length / 1024)} KB · <a href={address}>HTML</a> · <a href={`${address}&part=text`}>text</a></small></h2>
    <p class="subject" lang={language} dir="auto">{mail.subject}</p>
    <div class="panes">
      <figure class="desktop"><figcaption>Desktop, 700 px</figcaption><iframe title={`${template.title}, desktop`} src={address} loading="lazy" sandbox="allow-same-origin allow-popups" /></figure>
      <figure class="phone"><figcaption>Phone, 375 px</figcaption><iframe title={`${template.title}, phone`} src={address} loading="lazy" sandbox="allow-same-origin allow-popups" /></figure>
      <figure><figcaption>Text</figcaption><pre lang={language} dir="auto">{mail.text}</pre></figure>
    </div>
  </article>
);

/** The page of all mails that were chosen. */
export const previewView = ({ shown, languages, chosen }: { readonly shown: readonly Shown[]; readonly languages: readonly string[]; readonly chosen: Chosen }) => html`<!doctype html>${(
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Messages</title>
      <link rel="icon" href="data:," />
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body>
      <form method="get" action="/">
        <h1>Messages</h1>
        <Choice name="language" title="Language" chosen={chosen.language} among={[["all", "all"], ...languages.map((language) => [language, `${inEnglish.of(language) ?? ""} (${language})`] as const)]} />
        <Choice name="band" title="Band" chosen={chosen.band} among={["all", "detractor", "passive", "promoter"].map((band) => [band, band] as const)} />
        <Choice name="who" title="Names" chosen={chosen.who} among={[["named", "known"], ["unnamed", "not known"]]} />
        <button type="submit">Show</button>
        <span class="quiet">{shown.length} mails from messages/ and policy.yaml, as they are now; reload after a change</span>
      </form>
      <main>{shown.map((sample) => <Sample {...sample} />)}</main>
      <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
    </body>
  </html>
)}`;
