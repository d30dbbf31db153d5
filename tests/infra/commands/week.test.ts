import { describe, expect, test } from "vitest";
import { type Dated, weekUpTo } from "../../../infra/commands/demo/week.ts";
import { addDays } from "../../../shared/domain/local-time.ts";
import { classify } from "../../../shared/domain/metric.ts";
import { responseBodySchema } from "../../../shared/domain/response.ts";

const days = Array.from({ length: 14 }, (_, step) => addDays("2026-11-12", step));
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

function alertsOf(week: readonly Dated[]): number {
  const calling = week.filter(({ body }) => body.backfill !== true && body.test !== true && (classify(body.metric, body.score) === "detractor" || body.contactMe === true));
  return new Set(calling.map(({ body }) => body.id)).size;
}

describe.each(days)("the week that ends on %s", (day) => {
  const week = weekUpTo(day, noon(day));

  test("consists of responses the API takes, none of them from the future", () => {
    for (const { at, body } of week) {
      expect(responseBodySchema.safeParse(body).error).toBeUndefined();
      expect(at).toBeLessThanOrEqual(noon(day));
      expect(Date.parse(body.submittedAt ?? "")).toBeLessThanOrEqual(at);
    }
  });

  test("is some four hundred responses with a Slack channel that can still be read", () => {
    expect(week.length).toBeGreaterThan(370);
    expect(week.length).toBeLessThan(470);
    expect(alertsOf(week)).toBeGreaterThanOrEqual(35);
    expect(alertsOf(week)).toBeLessThanOrEqual(65);
  });

  test("comes in the order of time, a correction after what it corrects", () => {
    expect(week.map(({ at }) => at)).toEqual(week.map(({ at }) => at).toSorted((a, b) => a - b));
    const byId = Map.groupBy(week, ({ body }) => body.id);
    const corrected = [...byId.values()].filter((versions) => versions.length > 1);
    expect(corrected.length).toBeGreaterThan(4);
    for (const [first, second] of corrected) expect(first?.body.submittedAt).toBe(second?.body.submittedAt);
  });

  test("is the same each time it is asked for, and later the same day has more at its end", () => {
    expect(weekUpTo(day, noon(day))).toEqual(week);
    expect(weekUpTo(day, noon(day) + 6 * 3_600_000).slice(0, week.length)).toEqual(week);
  });

  test("nobody says what somebody else has said", () => {
    const bodies = new Map(week.map(({ body }) => [body.id, body]));
    const comments = [...bodies.values()].flatMap(({ comment }) => comment ?? []);
    expect(new Set(comments).size).toBe(comments.length);
    expect(comments.length).toBeGreaterThan(100);
  });
});

test("a week has every language, one test, imports, people who want to talk, and people who answer twice", () => {
  const week = weekUpTo("2026-11-20", noon("2026-11-20")).map(({ body }) => body);
  const languages = new Set(week.map(({ respondent }) => respondent.locale?.slice(0, 2)));
  expect([...languages].toSorted()).toEqual(["ar", "de", "en", "es", "fr", "he", "ja", "ko", "nl", "pl", "pt", "uk", "zh"]);
  expect(week.filter(({ test: trial }) => trial === true)).toHaveLength(1);
  expect(week.filter(({ backfill }) => backfill === true).length).toBeGreaterThan(10);
  expect(week.filter(({ contactMe }) => contactMe === true).length).toBeGreaterThanOrEqual(3);
  const perPerson = Map.groupBy(week, ({ respondent }) => respondent.id ?? respondent.email);
  expect([...perPerson.values()].filter((answers) => new Set(answers.map(({ id }) => id)).size > 1).length).toBeGreaterThan(10);
  expect(new Set(week.map(({ account }) => account?.currency))).toEqual(new Set(["USD", "EUR", "GBP", "JPY"]));
  expect(week.some(({ account }) => account?.owner === undefined)).toBe(true);
});

test("the export outage drags the NPS of emea below the others'", () => {
  const final = new Map(weekUpTo("2026-11-20", noon("2026-11-20")).map(({ body }) => [body.id, body]));
  const nps = (inEmea: boolean) => {
    const bands = [...final.values()]
      .filter(({ metric, attributes, test: trial }) => metric === "nps" && trial !== true && (attributes?.["region"] === "emea") === inEmea)
      .map(({ score }) => classify("nps", score));
    const count = (wanted: string) => bands.filter((band) => band === wanted).length;
    return (100 * (count("promoter") - count("detractor"))) / bands.length;
  };
  expect(nps(false) - nps(true)).toBeGreaterThan(8);
});
