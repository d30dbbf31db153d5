import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { answer, fresh, person } from "../../outside/support/answers.ts";
import { saying } from "../../outside/support/slack.ts";
import { until } from "../../outside/support/until.ts";
import { runCommandFile } from "./running.ts";

let app: Afterscore;
let table: DynamoDBDocumentClient;
beforeAll(async () => {
  app = await startAfterscore();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  table = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: app.local.dynamodb.endpoint, region: "us-east-1", credentials }));
});
afterAll(() => app.stop());

const parked = (...words: readonly string[]) => runCommandFile("parked", words, { AFTERSCORE_HOME: app.home });
const TableName = () => app.local.dynamodb.table;
const put = (Item: Record<string, unknown>) => table.send(new PutCommand({ TableName: TableName(), Item }));
const responseOf = async (id: string) => (await table.send(new GetCommand({ TableName: TableName(), Key: { pk: id, sk: "response" } }))).Item ?? {};
const countIn = async (survey: string) => (await app.get<{ total: { n: number } }>(`/v1/scores?metric=nps&survey=${survey}`)).body.total.n;
/** The keys of what is listed, by consumer. */
const listed = async (id: string) => [...(await parked("list")).stdout.matchAll(/^(route|roll-up) +(\S+)/gm)].filter(([, , key]) => key?.startsWith(`${id}@`)).map(([, consumer, key]) => ({ consumer: consumer!, key: key! }));

it("nothing parked is said in one sentence, and a record that is not there in another", async () => {
  expect((await parked("list")).stdout).toMatch(/^Nothing is parked at http/);
  const { code, stderr } = await parked("retry", "route", "rsp_none@1");
  expect(code).toBe(1);
  expect(stderr).toContain("route has not parked rsp_none@1");
});

it("a record that was parked, put right and retried happens exactly once, however often it is retried", async () => {
  // Another's response, well formed, is what the poisoned one will be once it is put right.
  const survey = fresh("parked");
  const model = await responseOf((await app.accepted(answer(1, { survey: { id: survey } }))).id);
  const who = person();
  const id = fresh("rsp_parked");
  const body = JSON.stringify({ ...(JSON.parse(String(model["body"])) as object), respondent: who });
  // A correction has come since: the revision that was parked is skipped, and the newest one is what counts.
  const { digest, ...rest } = model;
  const first = { revision: 1, digest, band: model["band"], score: 1, receivedAt: model["receivedAt"] };
  const whole = { ...rest, pk: id, body, revision: 2, revisions: [first, { ...first, revision: 2, digest: "other" }], gsi1pk: `person#${who.id}` };
  await until("the model counted", async () => ((await countIn(survey)) === 1 ? true : undefined));

  await put({ pk: id, sk: "response", type: "response" });
  const both = await until("parked by both", async () => {
    const found = await listed(id);
    return found.length === 2 ? found : undefined;
  });
  expect(both.map(({ consumer }) => consumer)).toEqual(["route", "roll-up"]);

  // Still poisoned, a retry brings it to both once more, and both park it anew.
  expect((await parked("retry", both[0]!.consumer, both[0]!.key)).stdout).toContain(`${id} goes through the stream once more.`);
  const old = both.map(({ key }) => key);
  await until("parked anew by both", async () => ((await listed(id)).filter(({ key }) => !old.includes(key)).length === 2 ? true : undefined));

  // Put right without the stream's help, as an operator's repair is a write like any other, both see it; then it is retried on top.
  await put(whole);
  const retried = await parked("retry", "--all");
  expect(retried.stdout.match(/goes through the stream once more/g)).toHaveLength(1);
  const settled = await app.settled(id);
  expect(settled.effects.map(({ kind, state, attempts }) => `${kind} ${state} ${attempts}`)).toEqual(["alert sent 1", "follow_up sent 1", "task sent 1"]);
  await until("counted", async () => ((await countIn(survey)) === 2 ? true : undefined));
  expect((await parked("list")).stdout).toMatch(/^Nothing is parked/);

  // What has happened does not happen again: the stream brings it, and both find their marks.
  const after = await app.accepted(answer(1, { survey: { id: survey } }));
  await app.settled(after.id);
  await until("the stream read past it", async () => ((await countIn(survey)) === 3 ? true : undefined));
  expect(saying(await app.slack.history(), who.email)).toHaveLength(1);
  expect((await app.settled(id)).effects).toEqual(settled.effects);
});
