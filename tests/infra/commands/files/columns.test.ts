import { expect, test } from "vitest";
import * as z from "zod";
import { readImportCommand } from "../../../../infra/commands/support/import/arguments.ts";
import { columnsInWords, columnsOf } from "../../../../infra/commands/support/import/columns.ts";
import { fieldPaths } from "../../../../infra/commands/support/import/fields.ts";
import { responseBodySchema } from "../../../../shared/domain/response.ts";

const nps = { metric: "nps", "survey.id": "s" };
const columns = (titles: readonly string[], map: Readonly<Record<string, string>> = {}, set: Readonly<Record<string, string>> = nps) =>
  columnsOf(titles, { map: new Map(Object.entries(map)), set: new Map(Object.entries(set)) });
const fields = (...given: Parameters<typeof columns>) => Object.fromEntries(columns(...given).taken.map(({ title, path }) => [title, path]));

test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
  ["the API's own", ["id", "survey.id", "metric", "score", "comment", "respondent.email", "account.id", "account.mrr", "account.owner.email", "tags", "submittedAt", "attributes.region", "attributes.a.b"],
    Object.fromEntries(["id", "survey.id", "metric", "score", "comment", "respondent.email", "account.id", "account.mrr", "account.owner.email", "tags", "submittedAt", "attributes.region", "attributes.a.b"].map((path) => [path, path]))],
  ["Delighted", ["ID", "Person ID", "Email", "Name", "Score", "Comment", "Created at", "Tags"],
    { ID: "id", "Person ID": "respondent.id", Email: "respondent.email", Name: "respondent.name", Score: "score", Comment: "comment", "Created at": "submittedAt", Tags: "tags" }],
  ["Typeform", ["#", "How likely are you to recommend us to a friend or colleague?", "email", "Submit Date (UTC)"],
    { "#": "id", "How likely are you to recommend us to a friend or colleague?": "score", email: "respondent.email", "Submit Date (UTC)": "submittedAt" }],
  ["SurveyMonkey", ["Respondent ID", "Collector ID", "Start Date", "End Date", "Email Address", "Rating"],
    { "Respondent ID": "id", "End Date": "submittedAt", "Email Address": "respondent.email", Rating: "score" }],
  ["AskNicely", ["Response ID", "Email", "Score", "NPS Comment", "Responded At", "Company"],
    { "Response ID": "id", Email: "respondent.email", Score: "score", "NPS Comment": "comment", "Responded At": "submittedAt" }],
])("%s titles are known by themselves", (_, titles, expected) => { expect(fields(titles)).toEqual(expected); });

test("of two columns for one field, the better name is taken and the other is told", () => {
  const found = columns(["Date", "Created At", "NPS", "Score", "E-Mail"]);
  expect(found.taken.map(({ title }) => title)).toEqual(["Created At", "Score", "E-Mail"]);
  expect(columnsInWords(found)).toContain("  Date: 'Created At' is submittedAt already\n  NPS: 'Score' is score already");
});

test("what is said goes before what is guessed, and nothing before the equals sign is lost", () => {
  expect(fields(["Score", "a=b", "Mail", "Name"], { "a=b": "score", Mail: "respondent.email", Name: "" })).toEqual({ "a=b": "score", Mail: "respondent.email" });
  const { map } = readImportCommand(["x.csv", "--map", "a=b=score"]) as { map: ReadonlyMap<string, string> };
  expect([...map]).toEqual([["a=b", "score"]]);
});

test("a company without an id is passed over, and it is said how to take it", () => {
  expect(columnsInWords(columns(["Score", "Email", "Company"]))).toContain(`Company: an account needs an id: --map "Company=account.id" if this is one`);
  expect(fields(["Score", "Email", "Company", "Company ID"])).toMatchObject({ Company: "account.name", "Company ID": "account.id" });
});

test("what every response must have, and nothing says, is asked for at once", () => {
  expect(() => columns(["Mark", "Words"], {}, {})).toThrow(
    'Nothing in the file says\n  the score: --map "Your column=score"\n  the metric: --set metric=nps (or csat, ces)\n  the survey: --set survey.id=a-name-for-it\n' +
      '  who answered: --map "Your column=respondent.email" or =respondent.id\nIts columns: Mark, Words.',
  );
});

test("a title that is not there, and two columns for one field, are refused", () => {
  expect(() => columns(["Score"], { Rating: "score" })).toThrow("There is no column 'Rating'. The file has: Score.");
  expect(() => columns(["A", "B"], { A: "score", B: "score" })).toThrow("Two columns are to be score: 'A' and 'B'. Name one of them.");
});

test.each([
  [[], /^Say which file: a table/],
  [["a.csv", "b.csv"], /^One file at a time: 'b\.csv'/],
  [["a.xlsx"], /^What is in a\.xlsx does not show in its name/],
  [["a.csv", "--map", "Rating"], /^--map Rating lacks its '='/],
  [["a.csv", "--map", "Rating=points"], /^There is no field 'points': it is one of id, survey\.id, .*, or attributes\. and a name\./],
  [["a.csv", "--set", "score"], /^--set score lacks its '='/],
  [["a.csv", "--timezone", "Berlin"], /^--timezone Berlin is no time zone/],
  [["a.csv", "--dates", "ymd"], /^--dates is mdy/],
  [["a.csv", "--delimiter", "x"], /^--delimiter is one of/],
  [["a.ndjson", "--map", "a=score"], /^--map is for tables/],
  [["a.csv", "--fast"], /^Unknown option '--fast'\.\n\nUsage:/],
])("what was not meant is answered with what is allowed: %j", (words, said) => { expect(() => readImportCommand(words)).toThrow(said); });

test("every field that the API takes can be a column", () => {
  type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly additionalProperties?: unknown };
  const paths = (schema: Schema, prefix: string): string[] =>
    Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
      if (typeof member.additionalProperties === "object") return [];
      return member.properties === undefined ? [`${prefix}${name}`] : paths(member, `${prefix}${name}.`);
    });
  const wanted = paths(z.toJSONSchema(responseBodySchema, { io: "input", unrepresentable: "any" }) as Schema, "");
  expect(wanted.length).toBeGreaterThan(20);
  expect([...fieldPaths].sort()).toEqual(wanted.sort());
});
