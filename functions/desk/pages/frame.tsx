import type { Child } from "hono/jsx";
import { html } from "hono/html";
import type { DeskRight } from "../../../shared/domain/desk-role.ts";
import type { Onlooker } from "./desk-env.ts";
import type { Markup } from "./markup.ts";
import { languages } from "./language.ts";
import { styleHref } from "./style-sheet.ts";
import { commonWords } from "./words.ts";

/** The pages of the desk, in the order of its menu, and what one must be allowed to see each. */
export const pages = [
  { name: "overview", path: "/desk", right: "see scores" },
  { name: "cases", path: "/desk/cases", right: "see customers" },
  { name: "responses", path: "/desk/responses", right: "see customers" },
  { name: "messages", path: "/desk/messages", right: "see messages" },
  { name: "setup", path: "/desk/setup", right: "see setup" },
] as const satisfies readonly { readonly name: string; readonly path: string; readonly right: DeskRight }[];
export type PageName = (typeof pages)[number]["name"];

/** A page around its content. */
export type Framed = {
  readonly onlooker: Onlooker;
  /** Which of the menu's pages this belongs to. */
  readonly at?: PageName;
  readonly title: string;
  /** The page's own address with its query, to be read in another language. */
  readonly address: string;
  /** What else is on this machine: on a laptop Slack and the mailbox. */
  readonly elsewhere: readonly Elsewhere[];
  readonly children?: Child;
};
export type Elsewhere = { readonly name: "slack" | "mailbox"; readonly href: string };

const languageNames = { en: "English", zh: "中文" } as const;
const tags = { en: "en", zh: "zh-Hans" } as const;

/** A whole page. @returns text that is escaped where it was put in */
export function framed(frame: Framed): Markup {
  return html`<!doctype html>${(<Page {...frame} />)}`;
}

function Page({ onlooker, at, title, address, elsewhere, children }: Framed) {
  const words = commonWords[onlooker.language];
  return (
    <html lang={tags[onlooker.language]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${words.product}`}</title>
        <link rel="stylesheet" href={styleHref} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#content">{words.skip}</a>
        <header class="top">
          <a class="brand" href="/desk">{words.product}</a>
          <nav aria-label={words.navigation}>
            <ul>
              {pages.filter(({ right }) => onlooker.rights.has(right)).map(({ name, path }) => (
                <li><a href={path} {...(name === at ? { "aria-current": "page" } : {})}>{words.pages[name]}</a></li>
              ))}
            </ul>
          </nav>
          <div class="who">
            <span>{onlooker.visitor.name}</span>
            <a href="/desk/sign-in">{words.switchPerson}</a>
            <form method="post" action="/desk/sign-out"><FormToken of={onlooker} /><button class="link" type="submit">{words.signOut}</button></form>
          </div>
        </header>
        <main id="content">{children}</main>
        <footer class="foot">
          <span>{words.timesIn(onlooker.formats.timeZone)}</span>
          {languages.map((language) => (
            language === onlooker.language ? <span lang={tags[language]}>{languageNames[language]}</span> : <a lang={tags[language]} href={inLanguage(address, language)}>{languageNames[language]}</a>
          ))}
          <a href="/docs">{words.docs}</a>
          {elsewhere.map(({ name, href }) => <a href={href}>{words[name]}</a>)}
        </footer>
      </body>
    </html>
  );
}

/** What each form carries, so that no other page can send it. */
export function FormToken({ of: { formToken } }: { readonly of: Pick<Onlooker, "formToken"> }) {
  return <input type="hidden" name="formToken" value={formToken} />;
}

function inLanguage(address: string, language: string): string {
  const url = new URL(address, "http://desk.invalid");
  url.searchParams.set("lang", language);
  return `${url.pathname}${url.search}`;
}
