import type { Context } from "hono";
import { html } from "hono/html";
import { addressOf, withinDesk } from "../address.ts";
import type { DeskEnv } from "../desk-env.ts";
import { readingOf } from "../language.ts";
import type { Admitting } from "../looking.ts";
import { styleHref } from "../style-sheet.ts";
import { commonWords } from "../words.ts";
import { signInWords } from "./words.ts";

/** Asks who somebody is. @param said what they are told first, such as why they were refused; @param back where they were going */
export async function askToSignIn(c: Context<DeskEnv>, { localPeople, signIn, publicUrl }: Admitting, status: 200 | 401 | 403 | 503, said?: "ended" | "lost" | "unreachable" | { readonly because: string }, back = c.req.query("to")): Promise<Response> {
  const { language } = readingOf(c);
  const words = signInWords[language];
  const to = withinDesk(status === 401 && c.req.method === "GET" ? addressOf(c) : back);
  const isSetUp = localPeople.length > 0 || (await signIn.address({ state: "", nonce: "", redirectUri: publicUrl })) !== undefined;
  return c.html(html`<!doctype html>${(
    <html lang={language === "zh" ? "zh-Hans" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${words.title} · ${commonWords[language].product}`}</title>
        <link rel="stylesheet" href={styleHref} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <h1>{`${commonWords[language].product}: ${words.title}`}</h1>
          {said === undefined ? null : <p class="notice warn" role="status">{typeof said === "string" ? words[said] : `${words.refused} ${said.because}`}</p>}
          {localPeople.length > 0 ? (
            <>
              <p>{words.asPerson}</p>
              {localPeople.map(({ id, name }) => (
                <form method="post" action="/desk/sign-in" class="actions">
                  <input type="hidden" name="to" value={to} />
                  <button type="submit" name="person" value={id}>{name}</button>
                </form>
              ))}
            </>
          ) : isSetUp ? (
            <>
              <p>{words.withSlack}</p>
              {/* By our own name: Slack sends people back there, and what begins there is kept there. */}
              <p><a class="button" href={`${publicUrl}/desk/sign-in/begin?to=${encodeURIComponent(to)}`}>{words.slack}</a></p>
            </>
          ) : <p class="notice warn">{words.notSetUp}</p>}
        </main>
      </body>
    </html>
  )}`, status);
}
