/** The language that everything else falls back to; there is always copy in it. */
export const lastResort = "en";

/**
 * The languages in which somebody with a locale can be written to, the best first, English last.
 *
 * Where a script is written in several places, the place that stands for it is read by all of them: what is
 * written for Taiwan is read in Hong Kong, what is written for Brazil wherever Portuguese is.
 *
 * @param locale as a sender gives it: `zh-HK`, `pt_BR`, `zh-Hant`; anything that is no language counts as none
 * @returns language tags (BCP 47, canonical)
 *
 * @example languagesFor("zh-HK") // ["zh-HK", "zh-Hant-HK", "zh-Hant", "zh-TW", "en"]
 */
export function languagesFor(locale: string | undefined): readonly string[] {
  const asked = locale === undefined ? undefined : localeOf(locale);
  if (asked === undefined) return [lastResort];
  const { language, script, region } = asked.maximize();
  if (script === undefined || region === undefined) return [...new Set([asked.baseName, language, lastResort])];
  const written = `${language}-${script}`;
  const likeliest = new Intl.Locale(written).maximize().region ?? region;
  const tags = [`${written}-${region}`, `${language}-${region}`, written, `${language}-${likeliest}`, language];
  // A place can use two scripts, and a language's name alone stands for one of them.
  const inScript = (tag: string) => new Intl.Locale(tag).maximize().script === script;
  return [...new Set([asked.baseName, ...tags.filter(inScript), lastResort])];
}

/**
 * The one of some languages in which somebody with a locale is best written to; English when none fits.
 *
 * @param available language tags (BCP 47, canonical)
 */
export function languageFor(locale: string | undefined, available: readonly string[]): string {
  return languagesFor(locale).find((language) => available.includes(language)) ?? lastResort;
}

/** What a tag says, as far as it is one. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll("_", "-"));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
