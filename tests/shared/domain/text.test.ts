import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characters, presentableName } from "../../../shared/domain/text.ts";

describe("characters", () => {
  it("are code points: an emoji is one, an accent that stands alone is one more", () => {
    expect(["", "abc", "🦊", "é", "e\u0301", "👩‍👧"].map(characters)).toEqual([0, 3, 1, 1, 2, 3]);
  });
});

describe("a name that may stand in a message", () => {
  it.each(["Lin", "Lin Wei", "林薇", "O'Brien", "Jean-Luc Müller", "J. R. R. Tolkien", "J.R.R. Tolkien", "Dr. Anna Łęcka", "Acme, Inc.", "AT&T", "Müller & Söhne", "نیلوفر می\u200cنا", "Sammy Davis Jr.", "x".repeat(60), `L${"🦊".repeat(59)}`,
    "St. John Smith", "P.O'Brien", "Berg, van den", "Silva, da", "Louis 14", "Nil", "Nan", "Na", "Jennifer Null", "Testa", "Unknownova"])(
    "may be %s",
    (name) => {
      expect(presentableName(name)).toBe(name);
    },
  );

  it("loses the white space around it", () => {
    expect(presentableName("  Lin Wei ")).toBe("Lin Wei");
  });

  it("is none when there is none", () => {
    expect([undefined, "", "   ", "\t"].map((name) => presentableName(name))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each(["x".repeat(61), "🦊".repeat(61)])("is never longer than 60 characters", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each(["Lin\nWei", "Lin\r\nWei", "Lin\u2028Wei", "Lin\u2029Wei", "Lin\u0085Wei", "Lin\u000bWei", "Lin\u0000Wei", "Lin\tWei"])("never breaks the line: %j", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each([
    "https://evil.example",
    "HTTP://EVIL",
    "www.evil",
    "evil.com",
    "Click evil.com now",
    "a.evil.com",
    "login.acme.co.uk",
    "Win: evil.com!",
    "evil.com,",
    "evil.com?x=1",
    "evil.com#x",
    '"evil.com"',
    "→evil.com",
    "x/evil.com",
    "evil.рф",
    "пример.рф",
    "例え.テスト",
    "evil。com",
    "ｅｖｉｌ．ｃｏｍ",
    "evil.xn--p1ai",
    "evil\u200b.com",
    "evil.\u00adcom",
    "lin@acme.example",
    "lin＠acme",
    "ftp://x",
    "mailto:lin",
    "tel:+4912345",
    "javascript:alert(1)",
    "192.168.0.1/x",
    "X.Com",
    "X.SHOP",
    "Evil.Smith",
    "x.Smith",
    "a.X.Smith",
    "evil-x.J.Smith",
    "J.Smith.Com",
    "J.Li",
    "J.Smith",
    "A.Icu",
    "Al.Zip",
    "J.R.R.Ninja",
    "А.Москва",
    "St.Com",
    "Mr.Black",
    "St.John.Com",
    "St.J.Zip",
    "J。Smith",
  ])("is never a link: %s", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each([
    "undefined", "null", "NULL", "None", "nil", "NaN", "nan", "N/A", "n/a", "n.a.", "NA", "Unknown", "anonymous", "no name", "noname", "test", "Test",
    "undefined undefined", "null null", "Ann undefined", "null Müller", "ｕｎｄｅｆｉｎｅｄ",
  ])("is never what a program writes where it has none: %s", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each(["-", ".", "...", "—", "123", "🦊", "?", "x@", "(1)"])("is none without a letter: %s", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each(["Call +1 800 555 0199", "Ann 5550199", "Ann ٥٥٥٠١٩٩", "Ann, you won a prize", "You won!", "Ann? Call us"])("is no telephone number and no sentence: %s", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each(["<b>Lin</b>", "<!channel>", "*Lin*", "_Lin_", "~Lin~", "`Lin`", "[Lin](x)", "{{name}}", "Lin &lt;b&gt;", "Lin &#60;", "a|b", "a\\b", "＜b＞"])(
    "is never markup: %s",
    (name) => {
      expect(presentableName(name)).toBeUndefined();
    },
  );

  it.each(["\u202eniL", "Lin\u2066x", "Li\ufeffn", "Li\u200bn"])("never holds marks that turn or hide text: %j", (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it("holds no link, no markup and no line break, whatever it is made of", () => {
    const parts = fc.constantFrom("Lin", "J.", "St.", "Com", "null", "5550199", " ", ".", "com", "evil", "www", "http", "://", ":", "/", "@", "<", ">", "*", "_", "&", "amp;", "\n", "\u2028", "\u200b", "。", "рф", "(", ",", "\"", "ﬁ", "．");
    const hostile = fc.array(parts, { maxLength: 8 }).map((list) => list.join(""));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 70 })), (text) => {
        const name = presentableName(text);
        if (name === undefined) return;
        // As a mail program may read it: compatibility forms resolved, what cannot be seen left out.
        const seen = name.normalize("NFKC").replace(/\p{Cf}/gu, "");
        expect(seen).not.toMatch(/[\r\n\u2028\u2029<>@*_~`[\]{}|\\]|:\/\/|www\./u);
        // A dot holds nothing together but initials.
        expect(seen).not.toMatch(/[\p{L}\p{N}][.。]\p{L}{2}/u);
        expect(seen).toMatch(/\p{L}/u);
        expect(characters(name)).toBeLessThanOrEqual(60);
        expect(name).toBe(text.trim());
      }),
      { numRuns: 3000 },
    );
  });
});
