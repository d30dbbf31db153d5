import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** A message in its parts, in the order they are read. */
export type Message = {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** One line. */
  readonly subject: string;
  /** From the greeting on. */
  readonly paragraphs: readonly string[];
  readonly link?: Link;
  /** What follows the link. */
  readonly ending: readonly string[];
  readonly footer: readonly string[];
  /** How to get no more of these; the last thing there is. */
  readonly leave?: Link;
};

type Link = { readonly label: string; readonly url: string };

/** The message as plain text. An address stands on a line of its own under what it is for: each language has a colon of its own. */
export function asText({ paragraphs, link, ending, footer, leave }: Message): string {
  const shown = link === undefined ? [] : [`${link.label}\n${link.url}`];
  const foot = ["-- ", ...footer, ...(leave === undefined ? [] : [leave.label, leave.url])];
  return `${[...paragraphs, ...shown, ...ending, foot.join("\n")].join("\n\n")}\n`;
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/**
 * What cannot be said inline. A client that drops it shows the light letter, whose every ink has its paper, so
 * that one which darkens mails by itself darkens both. Outlook's own dark mode is told by its attribute.
 */
const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper { background-color: #14181f !important; } .ink { color: #e8ecf2 !important; } .soft, .soft a { color: #9aa5b5 !important; }
  .rule { border-color: #343d4a !important; } .button { background-color: #7aa5ff !important; } .button a { color: #0c1220 !important; }
}
[data-ogsb] .paper { background-color: #14181f !important; } [data-ogsc] .ink { color: #e8ecf2 !important; } [data-ogsc] .soft, [data-ogsc] .soft a { color: #9aa5b5 !important; }
@media (max-width: 480px) { .wide { width: 100% !important; } .button, .button a { display: block !important; text-align: center !important; } .frame { padding: 20px 18px !important; } }
`;

const table = raw(`role="presentation" cellpadding="0" cellspacing="0" border="0"`);

/**
 * The message as HTML that mail clients agree on: tables, inline styles, no pictures, nothing that is loaded.
 * What stays the same in every mail is about 4 KB.
 */
export function asHtml(message: Message): string {
  const { language, direction, subject, link, leave } = message;
  const side = direction === "rtl" ? "right" : "left";
  return written(html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject}</title>
<style>${raw(style)}</style>
</head>
<body class="paper" style="margin:0;padding:0;background-color:#ffffff;-webkit-text-size-adjust:100%;text-size-adjust:100%">
<table ${table} width="100%" lang="${language}" dir="${direction}" class="paper" style="background-color:#ffffff">
<tr><td align="center" class="frame" style="padding:32px 24px">
${raw(`<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`)}
<table ${table} width="100%" style="max-width:560px">
${message.paragraphs.map((paragraph) => row(paragraph, side, language))}
${link === undefined ? "" : button(link, side)}
${message.ending.map((paragraph) => row(paragraph, side, language))}
<tr><td align="${side}" class="rule soft" style="padding-top:16px;border-top:1px solid #d9dee6;${font};font-size:13px;line-height:1.6;color:#5c6675;${breaks(language)}">${message.footer.map(small)}${leave === undefined ? "" : small(anchor(leave))}</td></tr>
</table>
${raw(`<!--[if mso]></td></tr></table><![endif]-->`)}
</td></tr>
</table>
</body>
</html>
`);
}

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Korean breaks lines between words, which clients do not do of themselves. */
function breaks(language: string): string {
  return language.startsWith("ko") ? "word-break:keep-all;overflow-wrap:anywhere" : "word-wrap:break-word;overflow-wrap:anywhere";
}

function row(paragraph: string, side: "left" | "right", language: string): Markup {
  return html`<tr><td align="${side}" class="ink" style="padding-bottom:16px;${font};font-size:16px;line-height:1.6;color:#1c2430;white-space:pre-line;${breaks(language)}">${paragraph}</td></tr>`;
}

function button({ label, url }: Link, side: "left" | "right"): Markup {
  return html`<tr><td align="${side}" style="padding:4px 0 24px"><table ${table} class="wide"><tr><td align="center" class="button" bgcolor="#1f5bd8" style="border-radius:8px;background-color:#1f5bd8"><a href="${url}" style="display:inline-block;padding:12px 22px;${font};font-size:16px;line-height:1.4;font-weight:600;color:#ffffff;text-decoration:none">${label}</a></td></tr></table></td></tr>`;
}

function small(part: string | Markup): Markup {
  return html`<p style="margin:0 0 4px">${part}</p>`;
}

function anchor({ label, url }: Link): Markup {
  return html`<a href="${url}" style="color:#5c6675;text-decoration:underline">${label}</a>`;
}

/** A template's text. It is a promise only when something in it is, and nothing here is. */
function written(template: Markup): string {
  if (template instanceof Promise) throw new TypeError("a mail is composed without waiting");
  return template.toString();
}
