import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, canonicalJson } from "../../../shared/domain/canonical-json.ts";

const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

/** The same value written differently: keys of every object in another order. */
function respelled(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => respelled(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, respelled(member)]));
}

/** Whether two values that JSON can carry are one, told without writing them down. */
function same(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  return keys.length === others.length && keys.every((key) => Object.hasOwn(right, key) && same(left[key]!, right[key]!));
}

describe("canonical JSON", () => {
  it("sorts keys at every depth and leaves lists in their order", () => {
    expect(canonicalJson({ b: [{ d: 1, c: [2, 1] }], a: null })).toBe(`{"a":null,"b":[{"c":[2,1],"d":1}]}`);
  });

  it("is the same for every spelling of a value", () => {
    expect(canonicalJson(JSON.parse(`{ "b": 1.0, "a": "\\u00e9" }`) as Json)).toBe(canonicalJson(JSON.parse(`{"a":"é","b":1}`) as Json));
    expect(canonicalJson(JSON.parse("[1e2, -0]") as Json)).toBe("[100,0]");
    fc.assert(fc.property(anyJson, (value) => { expect(canonicalJson(respelled(value))).toBe(canonicalJson(value)); }));
  });

  it("is equal exactly when the values are", () => {
    const few = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof({ maxDepth: 3 }, fc.constantFrom<Json>(0, 1, "1", "", true, null), fc.array(tie("json"), { maxLength: 2 }), fc.dictionary(fc.constantFrom("a", "b", "1", "__proto__"), tie("json"), { maxKeys: 2 })),
    })).json;
    fc.assert(fc.property(few, few, (a, b) => { expect(canonicalJson(a) === canonicalJson(b)).toBe(same(a, b)); }), { numRuns: 1000 });
  });

  it("tells apart what looks alike", () => {
    const alike: Json[] = [1, "1", [1], { 1: 1 }, null, "null", [], {}, "", [null], [[]], "é", "e\u0301", false, 0];
    expect(new Set(alike.map(canonicalJson)).size).toBe(alike.length);
  });

  it("is JSON of the same value", () => {
    fc.assert(fc.property(anyJson, (value) => { expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))); }));
  });

  it("keeps members that every object seems to have", () => {
    expect(canonicalJson(JSON.parse(`{"__proto__":{"x":1},"constructor":2}`) as Json)).toBe(`{"__proto__":{"x":1},"constructor":2}`);
  });
});
