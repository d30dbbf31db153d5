import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { prepareTable } from "../../../infra/local/table.ts";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { answer, fresh, person } from "../../outside/support/answers.ts";
import type { Body, Shown } from "../../outside/support/api.ts";
import { saying } from "../../outside/support/slack.ts";
import { until } from "../../outside/support/until.ts";
import { withEffects } from "../../support/planned.ts";
import { runCommandFile } from "./running.ts";

type Item = Record<string, unknown>;

let app: Afterscore;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  Object.assign(process.env, { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" });
  app = await startAfterscore();
  client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: app.local.dynamodb.endpoint }));
});
afterAll(() => app.stop());

const live = () => app.local.dynamodb.table;
const restore = (...words: readonly string[]) => runCommandFile("restore", words, { AFTERSCORE_HOME: app.home });
const itemsOf = async (TableName: string) => (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items as Item[];
const put = (TableName: string, Item: Item) => client.send(new PutCommand({ TableName, Item }));
const remove = ({ pk, sk }: Item) => client.send(new DeleteCommand({ TableName: live(), Key: { pk, sk } }));
const responseIn = async (table: string, pk: string) => (await client.send(new GetCommand({ TableName: table, Key: { pk, sk: "response" } }))).Item;
const scoreOf = async (survey: string) => (await app.get<{ total: { n: number; score: number } }>(`/v1/scores?metric=nps&survey=${survey}`)).body.total;
const statesOf = ({ effects }: Shown) => effects.map(({ kind, state }) => `${kind} ${state}`);

/** A plan as it was before any of it was begun. */
function asPlanned(item: Item): Item {
  return { ...withEffects(item, ({ receipt: _, detail: __, ...effect }) => ({ ...effect, state: "planned", at: effect.plannedAt, attempts: 0, dueAt: effect.notBefore })) };
}

/** The same items as somebody else's, whose effects nobody has ever begun. */
function asAnother(items: readonly Item[], names: readonly (readonly [from: string, to: string])[]): Item[] {
  const text = names.reduce((known, [from, to]) => known.replaceAll(from, to), JSON.stringify(items));
  return (JSON.parse(text) as Item[]).map(asPlanned);
}

it("what it is told wrongly is said with its usage, a missing table in one sentence", async () => {
  expect((await restore()).stderr).toMatch(/^--from is missing[^]*Usage:/);
  expect((await restore("--from", live())).stderr).toContain("is the live table itself");
  const { code, stderr } = await restore("--from", "nowhere");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The restore from nowhere to http\S+ cannot be worked on \(ResourceNotFoundException/);
});

it("a table that was emptied is itself again: nothing is sent twice, what was never sent is sent, every score stays", async () => {
  const survey = fresh("restore");
  const [unhappy, happy, corrected, late] = [person(), person(), person(), person()];
  const post = async (score: number, respondent: Body) => (await app.settled((await app.accepted(answer(score, { survey: { id: survey }, respondent }))).id)).id;
  const alerted = await post(1, unhappy);
  const thanked = await post(10, happy);
  const revised = await post(7, corrected);
  const score = await until("all counted", async () => {
    const total = await scoreOf(survey);
    return total.n === 3 ? total : undefined;
  });

  // The backup is of the moment at which everything was planned and nothing sent.
  const backup = fresh("backup");
  await prepareTable(app.local.dynamodb.endpoint, backup);
  const items = (await itemsOf(live())).map(asPlanned);
  const { caseId = "" } = await app.shown(alerted);
  const neverBegun = fresh("rsp_late");
  const copied = items.filter(({ pk }) => pk === alerted || pk === caseId || pk === `person#id:${unhappy.id}`);
  const another = asAnother(copied, [[alerted, neverBegun], [caseId, fresh("case_late")], [unhappy.id, late.id]]);
  for (const item of [...items, ...another]) await put(backup, item);

  // Everything is lost but one response, which has moved on.
  const kept = { ...(await responseIn(live(), revised)), touchedSince: true };
  for (const item of await itemsOf(live())) if (item["pk"] !== revised) await remove(item);
  await put(live(), kept);
  // The pipeline looks at it once more, and notes again whose address it names.
  const kindsLeft = async () => (await itemsOf(live())).map(({ type }) => type).filter((type) => type !== "person").sort();
  const left = await kindsLeft();

  const looked = await restore("--from", backup);
  expect(looked.stderr).toBe("");
  expect(looked.stdout).toMatch(/^case +2$/m);
  expect(looked.stdout).toContain("Nothing is changed");
  expect(await kindsLeft()).toEqual(left);

  const written = await restore("--from", backup, "--write");
  expect(written.stdout).toMatch(/^plan, to be looked up +3$/m);
  expect(written.stdout).toMatch(/^response +3$/m);
  expect(written.stdout).toMatch(/^tally +\d+$/m);
  expect(await responseIn(live(), revised)).toEqual(kept);

  const [first, second, third] = [await app.settled(alerted), await app.settled(thanked), await app.settled(neverBegun)];
  expect([first, third].map(statesOf)).toEqual([["alert sent", "follow_up sent", "task sent"], ["alert sent", "follow_up sent", "task sent"]]);
  expect(statesOf(second)).toEqual(["reward sent", "thank sent"]);
  // Two were found at their receivers, and the third was begun once it was sure that it had never been.
  for (const { email } of [unhappy, late]) expect(saying(await app.slack.history(), email)).toHaveLength(1);
  for (const { email } of [unhappy, happy, corrected, late]) expect(await app.mailbox.to(email)).toHaveLength(1);
  expect(first.effects.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);

  expect((await restore("--from", backup, "--write")).stdout).toContain("there is nothing to put back");
  // What was brought through the stream again has been counted, and so has what came after it.
  await post(7, person());
  const n = await until("counted", async () => {
    const total = await scoreOf(survey);
    return total.n > score.n ? total.n : undefined;
  });
  expect(n).toBe(score.n + 1);
});
