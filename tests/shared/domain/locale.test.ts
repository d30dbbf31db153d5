import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageFor, languagesFor } from "../../../shared/domain/locale.ts";

const available = ["de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR", "uk", "zh-CN", "zh-TW"];

describe("the language somebody is written to in", () => {
  it.each([
    ["zh-HK", "zh-TW"], ["zh-MO", "zh-TW"], ["zh-TW", "zh-TW"], ["zh-Hant", "zh-TW"], ["zh-Hant-HK", "zh-TW"], ["zh-Hant-CN", "zh-TW"], ["zh_tw", "zh-TW"],
    ["zh", "zh-CN"], ["zh-CN", "zh-CN"], ["zh-SG", "zh-CN"], ["zh-Hans", "zh-CN"], ["zh-Hans-HK", "zh-CN"], ["ZH_hans_tw", "zh-CN"],
    ["pt", "pt-BR"], ["pt-BR", "pt-BR"], ["pt-PT", "pt-BR"], ["pt_AO", "pt-BR"],
    ["de", "de"], ["de-AT", "de"], ["de_CH", "de"], ["DE", "de"], ["fr-CA", "fr"], ["es-419", "es"], ["es-MX", "es"], ["uk-UA", "uk"], ["ko-KR", "ko"], ["ja-JP-u-ca-japanese", "ja"],
    ["en", "en"], ["en-GB", "en"], ["sv-SE", "en"], ["uk-Latn", "en"], ["xx-YY", "en"], ["und", "en"], ["abcd", "en"], ["en-x", "en"], [undefined, "en"],
  ])("is for %s: %s", (locale, language) => {
    expect(languageFor(locale, available)).toBe(language);
  });

  it("is the closest there is", () => {
    expect(languageFor("zh-HK", [...available, "zh-HK"])).toBe("zh-HK");
    expect(languageFor("zh-Hans-HK", [...available, "zh-HK"])).toBe("zh-CN");
    expect(languageFor("pt-PT", [...available, "pt-PT", "pt"])).toBe("pt-PT");
    expect(languageFor("pt-AO", ["en", "pt"])).toBe("pt");
    expect(languageFor("de-AT", ["en", "de", "de-AT"])).toBe("de-AT");
    expect(languageFor("ar-EG", ["en", "ar"])).toBe("ar");
  });

  it("is looked for from the nearest to English", () => {
    expect(languagesFor("zh-HK")).toEqual(["zh-HK", "zh-Hant-HK", "zh-Hant", "zh-TW", "en"]);
    expect(languagesFor(undefined)).toEqual(["en"]);
  });

  it("is found for whatever a sender may call a locale", () => {
    const locale = fc.stringMatching(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}$/);
    fc.assert(fc.property(fc.oneof(locale, fc.string()), (given) => {
      expect(languagesFor(given).at(-1)).toBe("en");
      expect(available).toContain(languageFor(given, available));
    }));
  });
});
