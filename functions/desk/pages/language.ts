import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** The languages of the desk. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** A text in each of them; a page keeps its own beside it. */
export type InLanguages<T> = Readonly<Record<Language, T>>;

/** Whose manner of writing numbers and dates is taken where a browser names none of the language. */
const usualLocale: InLanguages<string> = { en: "en", zh: "zh-CN" };

const cookie = "desk-language";
const year = 365 * 86_400;

/** How somebody reads: in which language, and by which country's manner of writing dates. */
export type Reading = { readonly language: Language; readonly locale: string };

/**
 * How a request's reader reads: as its address asks (`?lang=zh`, which is remembered), as they chose before, or as their
 * browser would like best.
 */
export function readingOf(c: Context): Reading {
  const liked = likedLocales(c.req.header("Accept-Language"));
  const asked = languageOf(c.req.query("lang"));
  if (asked !== undefined) setCookie(c, cookie, asked, { path: "/desk", maxAge: year, httpOnly: true, sameSite: "Lax", secure: new URL(c.req.url).protocol === "https:" });
  const language = asked ?? languageOf(getCookie(c, cookie)) ?? liked.map(languageOf).find((one) => one !== undefined) ?? "en";
  return { language, locale: liked.find((tag) => languageOf(tag) === language) ?? usualLocale[language] };
}

/** The language of a tag such as `zh-Hans-CN`; undefined when the desk does not speak it. */
function languageOf(tag: string | undefined): Language | undefined {
  const primary = tag?.split("-")[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

/** More than anybody reads. */
const mostLocales = 10;

/** The tags of `Accept-Language` (RFC 9110) that are well formed, the best liked first. */
function likedLocales(header: string | undefined): readonly string[] {
  return (header ?? "")
    .split(",", mostLocales)
    .map((part) => {
      const [tag = "", weight] = part.split(";").map((piece) => piece.trim());
      return { tag, weight: weight?.startsWith("q=") === true ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ tag, weight }) => weight > 0 && isLocale(tag))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

function isLocale(tag: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) && Intl.DateTimeFormat.supportedLocalesOf(supportable(tag)).length > 0;
}

/** Of a tag that is no language tag nobody is asked. */
function supportable(tag: string): readonly string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
