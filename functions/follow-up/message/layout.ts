import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** A message in its parts, in the order they are read. */
export type Message = {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly subject: string;
  /** From the greeting on. */
  readonly paragraphs: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  /** What follows the link. */
  readonly ending: readonly string[];
  readonly footer: readonly string[];
};

/** The message as plain text. */
export function asText(message: Message): string {
  const link = message.link === undefined ? [] : [`${message.link.label}:\n${message.link.url}`];
  const parts = [...message.paragraphs, ...link, ...message.ending];
  return `${[...parts, ["-- ", ...message.footer].join("\n")].join("\n\n")}\n`;
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * The message as HTML that mail clients agree on: one table, inline styles, no pictures. It sets no
 * background and no text colour, so that a dark client can choose its own.
 */
export function asHtml(message: Message): string {
  const { language, direction, subject, link } = message;
  return written(html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
</head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;text-align:start;${font};font-size:16px;line-height:1.55">
${message.paragraphs.map(row)}
${link === undefined ? "" : button(link)}
${message.ending.map(row)}
<tr><td style="padding-top:16px;border-top:1px solid #8a8f98;font-size:13px;line-height:1.5;color:#70757f">${message.footer.map((part) => html`<p style="margin:0 0 4px">${part}</p>`)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`);
}

function row(paragraph: string) {
  return html`<tr><td style="padding-bottom:16px;white-space:pre-line">${paragraph}</td></tr>`;
}

function button({ label, url }: { readonly label: string; readonly url: string }) {
  return html`<tr><td style="padding-bottom:24px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="border-radius:6px;background:#1f5bd8"><a href="${url}" style="display:inline-block;padding:12px 20px;color:#ffffff;text-decoration:none;font-weight:600">${label}</a></td></tr></table></td></tr>`;
}

/** A template's text. It is a promise only when something in it is, and nothing here is. */
function written(template: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  if (template instanceof Promise) throw new TypeError("a mail is composed without waiting");
  return template.toString();
}
