import * as fc from "fast-check";
import type * as z from "zod";
import { channelSchema } from "../../../shared/domain/response.ts";
import { characters } from "../../../shared/domain/text.ts";

/** JSON as text, so that it can hold what no value does: 1e400, a member twice, half of a pair. */
export type Text = string;

/** Texts that have broken somebody. */
export const nastyText = fc.constantFrom(
  "", " ", "\u0000", "a\u0000b", "\u0001\u001f\u007f", "\ud800", "x\udc00", "\ud83d\ude00", "é", "e\u0301", "\u202eevil", "\u2028", "\ufeff", "NaN", "Infinity", "-0", "null", "undefined", "true",
  "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "$where", "#", "##", "id:x", "email:x", "/", "..", "../../etc/passwd", "%00", "%", "%zz", "?", "&", "a b", "a+b", "'", '"', "\\", "<script>", "{{7*7}}",
  "rsp_1", "case_1", "2026-02-30", "9999-12-31", "0000-01-01", "+275760-09-13", "2026-11-21T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-21T00:00:00+99:99", "A".repeat(129), "é".repeat(5_001), "😀".repeat(300), "a@b", "a@b.c", `${"a".repeat(250)}@b.c`, "İ@ß.example",
);

const nastyNumber = fc.constantFrom("0", "-0", "-1", "0.1", "1e2", "3.0", "9007199254740993", "1e308", "1e400", "-1e400", "1e-400", "123456789012345678901234567890", "0.30000000000000004");

/** Any JSON that is not what was asked for. */
export const nastyJson: fc.Arbitrary<Text> = fc.oneof(
  nastyText.map((text) => JSON.stringify(text)),
  nastyNumber,
  fc.constantFrom(
    "null", "true", "false", "[]", "{}", "[[]]", '{"__proto__":{"id":"x"}}', '{"constructor":{"prototype":1}}', '{"id":"a","id":"b"}', '{"length":1e9}', '{"toJSON":"x"}', '{"valueOf":1,"toString":2}', "[null,null]",
    `${"[".repeat(3_000)}${"]".repeat(3_000)}`, `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`,
  ),
  fc.json({ maxDepth: 2 }),
);

/** A place in a body: the names that lead to it. */
export type Place = readonly string[];

/** Every place of an object that a schema knows, so that none can be forgotten here. */
export function placesOf(schema: z.core.$ZodType, at: Place = []): readonly Place[] {
  const { def } = schema._zod as unknown as { def: { innerType?: z.core.$ZodType; shape?: Readonly<Record<string, z.core.$ZodType>> } };
  if (def.innerType !== undefined) return placesOf(def.innerType, at);
  return Object.entries(def.shape ?? {}).flatMap(([name, inner]) => [[...at, name], ...placesOf(inner, [...at, name])]);
}

/** A tree of JSON texts: what is put at a place may be any text. */
export type Tree = { readonly [name: string]: Tree | Text };

export function printed(tree: Tree | Text): Text {
  if (typeof tree === "string") return tree;
  return `{${Object.entries(tree).map(([name, value]) => `${JSON.stringify(name)}:${printed(value)}`).join(",")}}`;
}

/** Another tree with this text at a place, or nothing there. */
function put(tree: Tree | Text | undefined, [name, ...rest]: Place, text: Text | undefined): Tree {
  const members = typeof tree === "object" ? tree : {};
  if (name === undefined) return members;
  const others = Object.entries(members).filter(([other]) => other !== name);
  if (rest.length === 0 && text === undefined) return Object.fromEntries(others);
  const inner = rest.length === 0 ? text! : put(members[name], rest, text);
  // Built by entries: an assignment to `__proto__` would be lost.
  return Object.fromEntries([...others, [name, inner]]);
}

/** A body with up to three places broken, left out, or added that nobody knows. */
export function broken(valid: fc.Arbitrary<Tree>, places: readonly Place[]): fc.Arbitrary<Text> {
  const where = fc.constantFrom(...places);
  const unknown = fc.tuple(fc.constantFrom<Place>([], ...places.filter((place) => places.some((other) => other.length > place.length && place.every((name, at) => other[at] === name)))), fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "extra", "a/b~c", ""), nastyText));
  const change = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(where, nastyJson) },
    { weight: 2, arbitrary: where.map((place) => [place, undefined] as const) },
    { weight: 1, arbitrary: fc.tuple(unknown.map(([place, name]): Place => [...place, name]), nastyJson) },
  );
  return fc.tuple(valid, fc.array(change, { minLength: 1, maxLength: 3 })).map(([tree, changes]) => printed(changes.reduce<Tree>((changed, [place, text]) => put(changed, place, text), tree)));
}

const said = (value: unknown): Text => JSON.stringify(value);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Text that is fit for a field, and yet unpleasant. */
const words = (longest: number, shortest = 1) => fc.oneof(fc.constantFrom("onboarding", "Ünï 😀", "__proto__", "constructor", "a/b?c#d%e", "<b>", "\u0000", "e\u0301", "*_~`", "🏳️‍🌈", "x".repeat(longest)), fc.string({ unit: "binary", minLength: shortest, maxLength: Math.min(longest, 40) })).filter((text) => text.isWellFormed() && characters(text) >= shortest && characters(text) <= longest);
const email = fc.oneof(fc.constantFrom("lin@acme.example", "LIN@ACME.EXAMPLE", "ß@straße.example", "o'hara+x@a.example", "İ@x.example", "__proto__@x.example"), fc.nat(50).map((n) => `somebody${n}@people.example`));

/** The fields of an account. */
export const accountFields: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    name: words(200), plan: words(100), mrr: fc.oneof(fc.constantFrom(0, 0.01, 1e12, 1999.99), fc.integer({ min: 1, max: 100_000 })), currency: fc.constantFrom("USD", "EUR", "XXX"), renewsOn: fc.constantFrom("2027-01-15", "0001-01-01", "9999-12-31", "2028-02-29"),
    owner: fc.record({ email, slackUserId: words(64), name: words(200) }, { requiredKeys: ["email"] }),
  },
  { requiredKeys: [] },
);

const scored = fc.oneof(fc.tuple(fc.constant("nps"), fc.integer({ min: 0, max: 10 })), fc.tuple(fc.constant("csat"), fc.integer({ min: 1, max: 5 })), fc.tuple(fc.constant("ces"), fc.integer({ min: 1, max: 7 })));

/** A response as the contract allows it. */
export const validBody: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    scored,
    fc.record(
      {
        id: fc.oneof(words(128), fc.nat(30).map((n) => `answer-${n}`)), survey: fc.record({ id: words(128), name: words(200) }, { requiredKeys: ["id"] }), comment: words(5_000, 0),
        respondent: fc.record({ id: words(128), email, name: words(200, 0), locale: fc.constantFrom("en", "zh-Hans-CN", "de_AT"), timeZone: fc.constantFrom("UTC", "Asia/Shanghai") }, { requiredKeys: ["id"] }),
        account: fc.tuple(words(128), accountFields).map(([id, fields]) => ({ id, ...fields })), channel: fc.constantFrom(...channelSchema.options), submittedAt: fc.constantFrom("2026-01-01T00:00:00Z", "1970-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "2024-02-29T23:59:60.999Z".replace(":60", ":59")),
        contactMe: fc.boolean(), test: fc.boolean(), backfill: fc.boolean(), tags: fc.array(words(100), { maxLength: 50 }), attributes: fc.dictionary(words(100), fc.oneof(words(200, 0), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()), { maxKeys: 5 }),
      },
      { requiredKeys: ["survey", "respondent"] },
    ),
    maybe(email),
  )
  .map(([[metric, score], body, address]) => ({ ...body, metric, score, ...(address === undefined ? {} : { respondent: { ...body.respondent, email: address } }) }));

/** A value as a tree, so that its places can be broken. */
export function treeOf(value: Record<string, unknown>): Tree {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([name, inner]) => [name, typeof inner === "object" && inner !== null && !Array.isArray(inner) ? treeOf(inner as Record<string, unknown>) : said(inner)]));
}

/** Bytes that are no JSON, or no text at all. */
export const nastyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.constantFrom("", "{", "[", "nul", "NaN", "{'a':1}", '{"a":1}}', "\ufeff{}", '"\\ud800"', "[1,]", "/**/{}", "0x10", "\u0000", "payload=", "payload=%7B", `payload=${encodeURIComponent('{"type":"block_actions"}')}`).map((text) => Buffer.from(text)),
  fc.constantFrom([0xff, 0xfe], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d], [0x1f, 0x8b, 0x08, 0x00, 0x00], [0xef, 0xbb, 0xbf, 0x7b, 0x7d]).map((bytes) => Uint8Array.from(bytes)),
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom(5_000, 65_536, 65_537, 200_000).map((length) => Buffer.alloc(length, "[")),
);
