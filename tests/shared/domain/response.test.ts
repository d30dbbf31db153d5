import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOnScale, metricSchema } from "../../../shared/domain/metric.ts";
import { accountFieldsSchema, channelSchema, counts, needsPerson, receiptOf, responseBodySchema } from "../../../shared/domain/response.ts";
import { bodyWith, responseWith } from "../../support/domain.ts";

/** Where a body is wrong, as JSON pointers; none when it is fine. */
function wrongIn(body: unknown): readonly string[] {
  const { error } = responseBodySchema.safeParse(body);
  return (error?.issues ?? []).flatMap((issue) => {
    const fields = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => `/${path.map(String).join("/")}`);
  });
}

/** The body with one field, at any depth, set to a value. */
function setAt(pointer: string, value: unknown): unknown {
  const body = JSON.parse(JSON.stringify(bodyWith())) as Record<string, unknown>;
  const names = pointer.slice(1).split("/");
  let place = body;
  for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>;
  place[names.at(-1)!] = value;
  return body;
}

const full = {
  id: "r-1",
  survey: { id: "onboarding-30d", name: "Onboarding, day 30" },
  metric: "nps",
  score: 3,
  comment: "Exports fail every Monday.",
  respondent: { id: "u_91", email: "lin@acme.example", name: "Lin Wei", locale: "zh-CN", timeZone: "Asia/Shanghai" },
  account: {
    id: "acme",
    name: "Acme",
    plan: "Scale",
    mrr: 2000,
    currency: "USD",
    renewsOn: "2027-01-15",
    owner: { email: "mia@us.example", slackUserId: "U0MIA" },
  },
  channel: "email",
  submittedAt: "2026-11-21T09:30:00+08:00",
  contactMe: false,
  test: false,
  backfill: false,
  tags: ["q4"],
  attributes: { region: "apac", seats: 40, paying: true },
};

describe("the body of a response", () => {
  it("may be as the contract shows it, and comes out as it was sent", () => {
    expect(responseBodySchema.parse(full)).toEqual(full);
  });

  it("needs a survey, a metric, a score and somebody who answered, and nothing else", () => {
    expect(wrongIn({ survey: { id: "s" }, metric: "ces", score: 1, respondent: { id: "u" } })).toEqual([]);
    expect(wrongIn({ survey: { id: "s" }, metric: "ces", score: 1, respondent: { email: "a@b.example" } })).toEqual([]);
    expect(wrongIn({})).toEqual(["/survey", "/metric", "/score", "/respondent"]);
    expect(wrongIn({ ...bodyWith(), survey: {} })).toEqual(["/survey/id"]);
    expect(wrongIn({ ...bodyWith(), respondent: { name: "Lin" } })).toEqual(["/respondent"]);
  });

  it.each(["/surprise", "/survey/surprise", "/respondent/surprise", "/account/surprise", "/account/owner/surprise"])(
    "names the unknown field %s",
    (pointer) => {
      const owner = { email: "mia@us.example" };
      const known = { ...bodyWith(), account: { id: "acme", owner } };
      const body = JSON.parse(JSON.stringify(known)) as Record<string, Record<string, Record<string, unknown>>>;
      const place = pointer.split("/").slice(1, -1).reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, body);
      place["surprise"] = 1;
      expect(wrongIn(body)).toEqual([pointer]);
    },
  );

  it("takes no field that only looks like part of every object", () => {
    const body: unknown = JSON.parse(`{ "survey": { "id": "s" }, "metric": "nps", "score": 1, "respondent": { "id": "u" }, "__proto__": {} }`);
    expect(wrongIn(body)).toEqual(["/__proto__"]);
    expect(wrongIn({ ...bodyWith(), constructor: 1 })).toEqual(["/constructor"]);
  });

  it("reports every mistake at once", () => {
    expect(wrongIn({ ...full, score: 3.5, comment: 7, tags: "q4" })).toEqual(["/score", "/comment", "/tags"]);
  });
});

describe("a score", () => {
  it("is a whole number on its metric's scale, 0 included", () => {
    fc.assert(
      fc.property(fc.constantFrom(...metricSchema.options), fc.integer({ min: -3, max: 13 }), (metric, score) => {
        expect(wrongIn({ ...bodyWith(), metric, score })).toEqual(isOnScale(metric, score) ? [] : ["/score"]);
      }),
    );
    expect(responseBodySchema.parse({ ...bodyWith(), score: 0 }).score).toBe(0);
    expect(wrongIn({ ...bodyWith(), metric: "csat", score: 0 })).toEqual(["/score"]);
  });

  it.each([3.5, "3", null, true, NaN, Infinity, 1e300, [3]])("is never %s", (score) => {
    expect(new Set(wrongIn({ ...bodyWith(), score }))).toEqual(new Set(["/score"]));
  });

  it("outside its scale is told what the scale is", () => {
    const { error } = responseBodySchema.safeParse({ ...bodyWith(), metric: "ces", score: 8 });
    expect(error?.issues.map(({ message }) => message)).toEqual(["must be from 1 to 7 for ces"]);
  });
});

describe("a text", () => {
  const limits = [
    ["/id", 128],
    ["/survey/id", 128],
    ["/survey/name", 200],
    ["/comment", 5000],
    ["/respondent/id", 128],
    ["/respondent/name", 200],
    ["/account/id", 128],
  ] as const;

  it.each(limits)("%s may be %i characters long, however many code units those take, and not one more", (pointer, most) => {
    expect(wrongIn(setAt(pointer, "x".repeat(most))).filter((wrong) => wrong === pointer)).toEqual([]);
    expect(wrongIn(setAt(pointer, "🦊".repeat(most))).filter((wrong) => wrong === pointer)).toEqual([]);
    expect(wrongIn(setAt(pointer, "x".repeat(most + 1)))).toContain(pointer);
    expect(wrongIn(setAt(pointer, "🦊".repeat(most + 1)))).toContain(pointer);
  });

  it.each(limits)("%s never holds half of a surrogate pair", (pointer) => {
    expect(wrongIn(setAt(pointer, "a\ud800b"))).toContain(pointer);
    expect(wrongIn(setAt(pointer, "\udc00"))).toContain(pointer);
  });

  it.each(["/id", "/survey/id", "/respondent/id", "/account/id"])("that is the id %s is not empty", (pointer) => {
    expect(wrongIn(setAt(pointer, ""))).toContain(pointer);
  });

  it("that people write may be empty", () => {
    expect(wrongIn(setAt("/comment", ""))).toEqual([]);
    expect(wrongIn(setAt("/respondent/name", ""))).toEqual([]);
  });

  it("is kept as it is: no trimming, no normal form", () => {
    const comment = "  e\u0301 \u0001\t<b>*x*</b> 👩‍👩‍👧 ";
    expect(responseBodySchema.parse({ ...bodyWith(), comment }).comment).toBe(comment);
  });
});

describe("a respondent", () => {
  it.each(["lin@acme.example", "o'brien+x@sub.acme.example", "用户@例え.テスト"])("may have the address %s", (email) => {
    expect(wrongIn({ ...bodyWith(), respondent: { email } })).toEqual([]);
  });

  it.each(["", "lin", "@acme.example", "lin@", "lin@acme", "lin@@acme.example", "a b@acme.example", "lin@acme.example\r\nBcc: x@y.example", "<lin@acme.example>", "a@b.example,c@d.example", `${"x".repeat(250)}@a.example`, "lin\ud800@acme.example"])(
    "never has the address %j",
    (email) => {
      expect(new Set(wrongIn({ ...bodyWith(), respondent: { email } }))).toEqual(new Set(["/respondent/email"]));
    },
  );

  it.each(["en", "zh-CN", "zh_Hant_TW", "sr-Latn-RS"])("may speak %s", (locale) => {
    expect(wrongIn({ ...bodyWith(), respondent: { id: "u", locale } })).toEqual([]);
  });

  it.each(["", "e", "english please", "en-", "../en", "x".repeat(300)])("never speaks %j", (locale) => {
    expect(wrongIn({ ...bodyWith(), respondent: { id: "u", locale } })).toEqual(["/respondent/locale"]);
  });

  it("lives in a time zone that exists", () => {
    expect(wrongIn({ ...bodyWith(), respondent: { id: "u", timeZone: "Asia/Kolkata" } })).toEqual([]);
    expect(wrongIn({ ...bodyWith(), respondent: { id: "u", timeZone: "Mars/Olympus" } })).toEqual(["/respondent/timeZone"]);
  });
});

describe("an account", () => {
  const wrong = (fields: object) => (accountFieldsSchema.safeParse(fields).error?.issues ?? []).map(({ path }) => path.join("/"));

  it("may say nothing but its id", () => {
    expect(wrongIn({ ...bodyWith(), account: { id: "acme" } })).toEqual([]);
    expect(wrongIn({ ...bodyWith(), account: {} })).toEqual(["/account/id"]);
    expect(wrong({})).toEqual([]);
  });

  it("has a name of 1 to 200 and a plan of 1 to 100 characters", () => {
    expect(wrong({ name: "x".repeat(200), plan: "🦊".repeat(100) })).toEqual([]);
    expect(wrong({ name: "x".repeat(201), plan: "x".repeat(101) })).toEqual(["name", "plan"]);
    expect(wrong({ name: "", plan: "" })).toEqual(["name", "plan"]);
  });

  it("is worth nothing or more, in a three-letter currency", () => {
    expect(wrong({ mrr: 0, currency: "EUR" })).toEqual([]);
    expect(wrong({ mrr: 1999.99 })).toEqual([]);
    expect(wrong({ mrr: 1e-200 })).toEqual(["mrr"]);
    expect(wrong({ mrr: -1, currency: "eur" })).toEqual(["mrr", "currency"]);
    expect(wrong({ mrr: "2000", currency: "EURO" })).toEqual(["mrr", "currency"]);
    expect(wrong({ mrr: Infinity })).toEqual(["mrr"]);
  });

  it("renews on a day of the calendar", () => {
    expect(wrong({ renewsOn: "2028-02-29" })).toEqual([]);
    for (const renewsOn of ["2027-02-29", "2027-1-5", "soon", "2027-01-15T00:00:00Z"]) expect(wrong({ renewsOn })).toEqual(["renewsOn"]);
  });

  it("has an owner who can be found", () => {
    expect(wrong({ owner: { email: "mia@us.example" } })).toEqual([]);
    expect(wrong({ owner: { slackUserId: "U0MIA" } })).toEqual([]);
    expect(wrong({ owner: { name: "Mia" } })).toEqual(["owner"]);
    expect(wrong({ owner: {} })).toEqual(["owner"]);
  });
});

describe("the rest of a body", () => {
  it("names one of the six channels", () => {
    for (const channel of channelSchema.options) expect(wrongIn({ ...bodyWith(), channel })).toEqual([]);
    expect(channelSchema.options).toEqual(["email", "web", "in_app", "sms", "phone", "other"]);
    expect(wrongIn({ ...bodyWith(), channel: "fax" })).toEqual(["/channel"]);
  });

  it.each(["2026-11-21T09:30:00+08:00", "2026-11-21T01:30:00Z", "2026-11-21T01:30:00.123Z"])("was submitted at %s", (submittedAt) => {
    expect(wrongIn({ ...bodyWith(), submittedAt })).toEqual([]);
  });

  it.each(["2026-11-21T09:30:00", "2026-11-21", "yesterday", "2026-02-30T00:00:00Z", "2026-11-21T25:00:00Z", 1795224600000])(
    "was never submitted at %s",
    (submittedAt) => {
      expect(wrongIn({ ...bodyWith(), submittedAt })).toEqual(["/submittedAt"]);
    },
  );

  it.each(["contactMe", "test", "backfill"])("says %s with a boolean", (flag) => {
    expect(wrongIn({ ...bodyWith(), [flag]: true })).toEqual([]);
    expect(wrongIn({ ...bodyWith(), [flag]: "true" })).toEqual([`/${flag}`]);
    expect(wrongIn({ ...bodyWith(), [flag]: 1 })).toEqual([`/${flag}`]);
  });

  it("carries at most 50 tags and 50 attributes, plain values all", () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at]));
    expect(wrongIn({ ...bodyWith(), tags: Array.from({ length: 50 }, () => "x".repeat(100)), attributes: many(50) })).toEqual([]);
    expect(wrongIn({ ...bodyWith(), tags: Array.from({ length: 51 }, String) })).toEqual(["/tags"]);
    expect(wrongIn({ ...bodyWith(), attributes: many(51) })).toEqual(["/attributes"]);
    expect(wrongIn({ ...bodyWith(), tags: [""] })).toEqual(["/tags/0"]);
    expect(wrongIn({ ...bodyWith(), attributes: { nested: { a: 1 } } })).toEqual(["/attributes/nested"]);
    expect(wrongIn({ ...bodyWith(), attributes: { none: null } })).toEqual(["/attributes/none"]);
    expect(wrongIn({ ...bodyWith(), attributes: { long: "x".repeat(201) } })).toEqual(["/attributes/long"]);
    expect(wrongIn({ ...bodyWith(), attributes: { ["x".repeat(101)]: 1 } })).toEqual([`/attributes/${"x".repeat(101)}`]);
  });
});

describe("a response", () => {
  it("needs a person when it is a detractor's, or when it asks for one", () => {
    expect(needsPerson(responseWith({ score: 6 }))).toBe(true);
    expect(needsPerson(responseWith({ score: 7 }))).toBe(false);
    expect(needsPerson(responseWith({ score: 10, contactMe: true }))).toBe(true);
    expect(needsPerson(responseWith({ score: 10, contactMe: false }))).toBe(false);
  });

  it("counts unless it is a test; old ones count", () => {
    expect(counts(responseWith())).toBe(true);
    expect(counts(responseWith({ backfill: true }))).toBe(true);
    expect(counts(responseWith({ test: false }))).toBe(true);
    expect(counts(responseWith({ test: true }))).toBe(false);
  });

  it("is acknowledged in the same words each time", () => {
    expect(receiptOf("rsp_1", responseWith().revisions[0]!)).toEqual({ id: "rsp_1", band: "detractor", revision: 1, href: "/v1/responses/rsp_1" });
  });
});
