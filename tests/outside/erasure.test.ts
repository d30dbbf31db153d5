import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Answer, Body, Case, Problem } from "./support/api.ts";
import { createKey } from "./support/keys.ts";
import { until } from "./support/until.ts";

const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

let app: Afterscore;
beforeAll(async () => { app = await startUnfolded(); });
afterAll(() => app.stop());

type Named = { readonly id: string } | { readonly email: string };
const ask = <T>(what: "erase" | "export", named: Body | Named, apiKey?: string): Promise<Answer<T>> =>
  app.ask<T>("POST", `/v1/respondents/${what}`, JSON.stringify(named), apiKey === undefined ? {} : { apiKey });
const erase = async (named: Named) => {
  const answered = await ask("erase", named);
  expect(answered.status).toBe(200);
  return answered.text;
};
type Export = { readonly responses: readonly Body[]; readonly cases: readonly Body[] } & Body;

/** Somebody whom nobody else could be: whatever of them is found anywhere is theirs. */
function canary() {
  const mark = fresh("canary").replaceAll("-", "");
  const who = { id: `u${mark}`, email: `${mark}@quill.example`, name: `Xanthippe ${mark}`, locale: "fr-CA" };
  const said = { comment: `hovercraft ${mark} full of eels`, attributes: { phone: `+1 ${mark}` }, tags: [`tag ${mark}`] };
  return { mark, who, said };
}

/** Every place in which something of a person is found. */
async function placesOf(mark: string): Promise<string[]> {
  const text = ({ pk, sk, body }: Body) => JSON.stringify([pk, sk, body]);
  const holds = (value: unknown) => JSON.stringify(value).toLowerCase().includes(mark.toLowerCase());
  const { dynamodb, sqs, slack } = app.local;
  const items: Body[] = [];
  const table = DynamoDBDocumentClient.from(new DynamoDBClient({ ...account, endpoint: dynamodb.endpoint }));
  for await (const { Items = [] } of paginateScan({ client: table }, { TableName: dynamodb.table })) items.push(...Items);
  const queue = new SQSClient({ ...account, endpoint: sqs.endpoint });
  const messages = await Promise.all(
    Object.values(sqs.queues).map((QueueUrl) => queue.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }))),
  );
  const posts = await app.slack.history(slack.defaultChannel);
  const threads = await Promise.all(posts.filter(({ reply_count: count }) => count !== undefined).map(({ ts }) => app.slack.thread(ts)));
  return [
    ...items.filter(holds).map((item) => `table: ${text(item)}`),
    ...messages.filter(holds).map(() => "queue"),
    ...[...posts, ...threads.flat()].filter(holds).map(({ text }) => `Slack: ${text}`),
    ...(await app.mailbox.all()).filter(holds).map(({ subject }) => `mailbox: ${subject}`),
    ...(app.printed().toLowerCase().includes(mark.toLowerCase()) ? ["log"] : []),
  ];
}

const gone = (mark: string) =>
  until(`nothing is left of ${mark}`, async () => ((await placesOf(mark)).length === 0 ? true : undefined)).catch(async () => {
    expect(await placesOf(mark)).toEqual([]);
  });

async function counted(survey: string, n: number): Promise<unknown> {
  return until(`${n} counted in ${survey}`, async () => {
    const { body } = await app.get<{ total: { n: number } }>(`/v1/scores?metric=nps&survey=${survey}&segment=locale`);
    return body.total.n === n ? body : undefined;
  });
}

describe("an erasure", () => {
  it("leaves nothing of a person anywhere, and the scores as they were", async () => {
    const { mark, who, said } = canary();
    const survey = { id: fresh("s") };
    const post = (score: number, more: Body = {}) => app.accepted(answer(score, { survey, respondent: who, ...said, ...more }));
    const first = await app.settled((await post(2, { id: `first-${fresh("r")}` })).id);
    const corrected = await app.post(answer(1, { id: first["senderId"], survey, respondent: who, ...said, comment: `worse ${mark}` }));
    expect(corrected.body.revision).toBe(2);
    await app.settled((await post(4)).id);
    await app.settled((await app.accepted(answer(3, { survey, respondent: { email: who.email }, ...said }))).id);
    const keyed = await app.post(answer(9, { survey, respondent: { id: who.id, email: `second.${who.email}` }, ...said }), { key: `key ${mark}` });
    await app.settled(keyed.body.id);
    const before = await counted(survey.id, 4);
    const places = (await placesOf(mark)).join("\n");
    for (const place of ["table", "Slack", "mailbox"]) expect(places).toContain(`${place}: `);
    expect(places).not.toContain("log");

    const told = await erase({ id: who.id });
    await gone(mark);
    expect(await counted(survey.id, 4)).toEqual(before);
    const { body: left, status } = await app.get<Case>(`/v1/cases/${first.caseId ?? "?"}`);
    expect(status).toBe(200);
    expect(left).toMatchObject({ state: "open", respondent: {}, responses: expect.arrayContaining([first.id]) });
    expect(left.timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(["open", "join", "correction"]));
    expect((await app.get(`/v1/responses/${first.id}`)).status).toBe(410);
    expect(await app.all(`/v1/responses?respondent=${who.id}`)).toEqual([]);
    expect((await app.slack.history()).map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Erased/));
    expect(await erase({ id: who.id })).toBe(told);
    expect(await erase({ email: who.email })).toBe(told);
    await gone(mark);
  });

  it("is not undone by what is posted again: 410, whoever posts it", async () => {
    const { mark, who, said } = canary();
    const sent = [
      { body: answer(6, { id: fresh("r"), respondent: who, ...said }) },
      { body: answer(6, { respondent: { email: who.email }, ...said }), key: fresh("k") },
      { body: answer(6, { id: fresh("r"), respondent: { id: who.id }, ...said }), key: fresh("k") },
    ];
    for (const { body, key } of sent) await app.accepted(body, key === undefined ? {} : { key });
    await erase({ email: who.email.toUpperCase() });
    const stranger = { respondent: person() };
    const again = [
      ...sent,
      ...sent.map(({ body, key }) => ({ body: { ...body, ...stranger }, key })),
      { body: answer(7, { respondent: who }) },
      { body: answer(7, { respondent: { id: who.id } }) },
      { body: answer(7, { respondent: { id: fresh("other"), email: who.email } }) },
    ];
    for (const { body, key } of again) {
      const refused = await app.post<Problem>(body, key === undefined ? {} : { key });
      expect(refused).toMatchObject({ status: 410, body: { status: 410, type: expect.stringMatching(/\/erased$/) } });
    }
    const batch = await app.ask<{ status: number }[]>("POST", "/v1/responses/batch", JSON.stringify([answer(7, { respondent: who }), answer(7)]));
    expect(batch.body.map(({ status }) => status)).toEqual([410, 202]);
    await gone(mark);
  });

  it("catches what is on its way", async () => {
    const people = Array.from({ length: 8 }, canary);
    await Promise.all(
      people.map(async ({ who, said }, at) => {
        await Promise.all([1, 9, 5].map((score) => app.accepted(answer(score, { respondent: at % 2 === 0 ? who : { email: who.email }, ...said }))));
        // Each a little later in the life of its alert.
        await new Promise((resolve) => setTimeout(resolve, at * 15));
        await Promise.all([erase({ email: who.email }), erase({ id: who.id })]);
      }),
    );
    for (const { mark } of people) await gone(mark);
  });

  it("of one person leaves everybody else alone", async () => {
    const [a, b] = [canary(), canary()];
    const shared = { id: fresh("account") };
    const ids = await Promise.all([a, b].map(({ who, said }) => app.accepted(answer(2, { respondent: who, account: shared, ...said }))));
    for (const { id } of ids) await app.settled(id);
    const before = (await placesOf(b.mark)).sort();
    await erase({ id: a.who.id });
    await gone(a.mark);
    expect((await placesOf(b.mark)).sort()).toEqual(before);
    expect((await app.get(`/v1/accounts/${shared.id}`)).status).toBe(404);
  });
});

describe("an export", () => {
  it("says everything that is held about a person, by either name, and nothing once they are erased", async () => {
    const { mark, who, said } = canary();
    const id = fresh("r");
    const { id: place } = await app.accepted(answer(2, { id, respondent: who, ...said }));
    const settled = await app.settled(place);
    await app.accepted(answer(3, { id, respondent: who, comment: `rather ${mark}` }));
    const byId = await until("the correction noted", async () => {
      const answered = await ask<Export>("export", { id: who.id });
      const effects = answered.body.responses.flatMap(({ effects: listed }) => listed as { kind: string; state: string }[]);
      return effects.some(({ kind, state }) => kind === "note" && state === "sent") ? answered : undefined;
    });
    expect(byId).toMatchObject({
      status: 200,
      body: {
        respondent: { ids: [who.id], emails: [who.email] },
        responses: [{ id: place, body: { comment: `rather ${mark}` }, revisions: [{ body: { comment: said.comment, attributes: said.attributes } }, { revision: 2 }] }],
        cases: [{ id: settled.caseId, respondent: { name: who.name } }],
        suppressions: [],
      },
    });
    expect((byId.body.responses[0]?.["effects"] as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual(["alert", "follow_up", "note", "task"]);
    expect((await ask<Export>("export", { email: who.email })).body).toMatchObject({ responses: byId.body.responses, cases: byId.body.cases });
    await erase({ id: who.id });
    expect((await ask("export", { id: who.id })).body).toEqual({ respondent: { ids: [who.id], emails: [] }, responses: [], cases: [], suppressions: [] });
  });

  it("of somebody unknown is empty, and so is their erasure", async () => {
    const email = `${fresh("nobody")}@acme.example`;
    expect((await ask("export", { email })).body).toEqual({ respondent: { ids: [], emails: [email] }, responses: [], cases: [], suppressions: [] });
    expect((await ask("erase", { email })).status).toBe(200);
  });
});

describe("who asks", () => {
  it.each([{}, { id: "a", email: "a@b.example" }, { id: "" }, { email: "nobody" }, { id: "a", name: "b" }, [], null])("must name one person: not %j", async (named) => {
    for (const what of ["erase", "export"] as const) {
      const { status, body } = await ask<Problem>(what, named as Body);
      expect([status, body.errors?.length]).toEqual([422, expect.any(Number)]);
    }
  });

  it("needs the scope for it", async () => {
    const [reader, writer] = await Promise.all([createKey(app.home, "shop", "read"), createKey(app.home, "shop", "write")]);
    const nobody = { id: fresh("nobody") };
    const statuses = async (apiKey: string) => Promise.all((["erase", "export"] as const).map(async (what) => (await ask(what, nobody, apiKey)).status));
    expect(await statuses(reader)).toEqual([403, 200]);
    expect(await statuses(writer)).toEqual([200, 403]);
    expect(await statuses("as_local_wrong")).toEqual([401, 401]);
  });
});
