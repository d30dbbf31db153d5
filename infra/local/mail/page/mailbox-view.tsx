import { createHash } from "node:crypto";
import { html } from "hono/html";
import type { Mail } from "../mail.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

const TIME = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric" });
const EXACT = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "medium" });

/**
 * No script but our own, known by its hash. The frame a mail is shown in inherits this, so a mail can bring
 * styles and pictures, as in a mail client, and nothing that runs.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`,
  "style-src 'unsafe-inline'",
  "img-src http: https: data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const shortTime = (sentAt: string, now: number): string => {
  const at = new Date(sentAt);
  return at.toDateString() === new Date(now).toDateString() ? TIME.format(at) : DAY.format(at);
};

const snippet = (mail: Mail): string => mail.text.replaceAll(/\s+/g, " ").trim().slice(0, 120);

const Row = ({ base, mail, current, now }: { base: string; mail: Mail; current: boolean; now: number }) => (
  <a href={`${base}/${mail.id}`} aria-current={current ? "true" : undefined}>
    <div class="row">
      <b>{mail.to}</b>
      <time class="quiet" datetime={mail.sentAt}>{shortTime(mail.sentAt, now)}</time>
    </div>
    <div class="subject" dir="auto">{mail.subject}</div>
    <div class="snippet" dir="auto">{snippet(mail)}</div>
  </a>
);

const Fact = ({ name, value }: { name: string; value: string }) =>
  value === "" ? null : (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );

const Letter = ({ mail }: { mail: Mail }) => (
  <>
    <h2 dir="auto">{mail.subject === "" ? "(no subject)" : mail.subject}</h2>
    <dl>
      <Fact name="From" value={mail.from} />
      <Fact name="To" value={mail.to} />
      <Fact name="Cc" value={mail.cc} />
      <Fact name="Bcc" value={mail.bcc} />
      <Fact name="Reply to" value={mail.replyTo} />
      <Fact name="Sent" value={EXACT.format(new Date(mail.sentAt))} />
    </dl>
    {mail.html === "" ? null : (
      <iframe
        title="The mail as its reader sees it"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
        srcdoc={`<base target="_blank">${mail.html}`}
      />
    )}
    {mail.text === "" ? null : (
      <details open={mail.html === ""}>
        <summary>Text</summary>
        <pre dir="auto">{mail.text}</pre>
      </details>
    )}
    <details>
      <summary>Headers</summary>
      <dl>
        {Object.entries(mail.headers).map(([name, value]) => <Fact name={name} value={value} />)}
        <Fact name="SES configuration set" value={mail.configurationSet} />
        {Object.entries(mail.tags).map(([name, value]) => <Fact name={`SES tag ${name}`} value={value} />)}
      </dl>
    </details>
  </>
);

/** The whole page: the newest mails, and the one chosen. */
export const mailboxView = ({ base, mails, count, chosen, now }: {
  readonly base: string;
  readonly mails: readonly Mail[];
  readonly count: number;
  readonly chosen: Mail | undefined;
  readonly now: number;
}) => html`<!doctype html>${(
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Local mailbox</title>
      <link rel="icon" href="data:," />
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body data-count={String(count)} data-chosen={chosen?.id}>
      <header class="top">
        <h1>Local mailbox</h1>
        <span class="quiet" id="count">{count === 1 ? "1 mail" : `${count} mails`}, none of which left this machine</span>
      </header>
      <nav class="list" id="list" aria-label="Mails">
        {mails.map((mail) => <Row base={base} mail={mail} current={mail.id === chosen?.id} now={now} />)}
      </nav>
      <main class="mail">
        {chosen === undefined ? <p class="empty">No mail yet. Follow-ups and thanks will appear here as customers would get them.</p> : <Letter mail={chosen} />}
      </main>
      <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
    </body>
  </html>
)}`;
