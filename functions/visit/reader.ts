import type { Context } from "hono";
import type { Copies, Copy } from "../../shared/domain/copy.ts";
import { copyFor } from "../../shared/domain/copy-for.ts";
import { splitEffectId } from "../../shared/domain/effect.ts";
import { languageFor, lastResort } from "../../shared/domain/locale.ts";
import type { Visiting } from "./visiting.ts";

/** Who reads a page: in which language, and its words. */
export type Reader = { readonly language: string; readonly copy: Copy };

/** Who reads a page about a response: the respondent, while it is there and says what they read; else whoever came. */
export async function readerBehind({ responses, copies }: Pick<Visiting, "responses" | "copies">, c: Context, effectId: string): Promise<Reader> {
  const found = await responses.find(splitEffectId(effectId).responseId);
  return readerOf(copies, c, found?.response.body.respondent.locale);
}

/** @param locale the respondent's, as the sender of the response gave it */
export function readerOf(copies: Copies, c: Context, locale?: string): Reader {
  return copyFor(copies, locale ?? preferred(c.req.header("Accept-Language"), Object.keys(copies)));
}

/** More than anybody reads. */
const mostLanguages = 20;

/**
 * The language that a browser would like best of those there are.
 *
 * @param header `Accept-Language` (RFC 9110), such as `de-AT,de;q=0.9,en;q=0.5`
 */
export function preferred(header: string | undefined, available: readonly string[]): string {
  const asked = (header ?? "").split(",", mostLanguages).map((part) => {
    const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
  });
  const liked = asked.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  // What falls back to English was not asked for in it: the next one may be there.
  const languages = liked.map(({ tag }) => ({ tag, language: languageFor(tag, available) }));
  return languages.find(({ tag, language }) => language !== lastResort || /^en(?:-|$)/i.test(tag))?.language ?? lastResort;
}
