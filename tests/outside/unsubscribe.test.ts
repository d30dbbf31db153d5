import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Body, Effect, Problem } from "./support/api.ts";
import { caseworkOf, typesOf } from "./support/casework.ts";
import { createKey } from "./support/keys.ts";
import { type Mail, leavingLink, linksIn } from "./support/mailbox.ts";
import { aWhile, personAt } from "./support/pages.ts";
import { changedPolicy } from "./support/policies.ts";
import { newHome } from "./support/process.ts";
import { until } from "./support/until.ts";

let app: Afterscore;
beforeAll(async () => {
  const home = newHome();
  app = await startAfterscore({ home, policy: changedPolicy(home, [["suppressedDomains: []", "suppressedDomains: [rival.example]"]]) });
});
afterAll(() => app.stop());

const oneClick = "List-Unsubscribe=One-Click";
const form = "application/x-www-form-urlencoded";
const post = (link: string, body: string | FormData = oneClick, headers: Readonly<Record<string, string>> = { "Content-Type": form }) =>
  fetch(link, { method: "POST", body, redirect: "manual", ...(body instanceof FormData ? {} : { headers }) });

/** The mail that an answer brings about. */
async function mailed(score: number, who: { email: string } & Body = person(), more: Body = {}): Promise<Mail> {
  await app.settled((await app.accepted(answer(score, { respondent: who, ...more }))).id);
  const [mail] = await app.mailbox.to(who.email);
  if (mail === undefined) throw new Error(`nothing was mailed to ${who.email}`);
  return mail;
}

const fates = ({ effects }: { readonly effects: readonly Effect[] }) => effects.map(({ kind, state, detail }) => `${kind} ${state}: ${detail ?? ""}`).sort();
const suppressions = <T = Body>(act: string, body: Body, apiKey?: string) =>
  app.ask<T>("POST", `/v1/suppressions/${act}`, JSON.stringify(body), apiKey === undefined ? {} : { apiKey });
const standing = async (email: string) => (await suppressions("show", { email })).body;

describe("every mail", () => {
  it.each([
    ["a detractor", 2, {}], ["a passive", 8, {}], ["a promoter", 10, {}], ["somebody who wrote something", 7, { comment: "It is fine." }],
  ])("to %s can be left by its mail program, by its text and by its HTML alike", async (_, score, more) => {
    const mail = await mailed(score, person(), more);
    const link = leavingLink(mail) ?? "";
    expect(mail.headers).toMatchObject({ "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    expect(mail.html).toContain(`href="${link}"`);
    const page = await fetch(link);
    expect([page.status, page.headers.get("Set-Cookie")]).toEqual([200, null]);
    expect(await page.text()).toContain("<form");
  });

  it("changes nothing by being looked through: GET and HEAD on all of its links, as scanners do", async () => {
    const mails = await Promise.all([2, 8, 10].map(async (score) => {
      const who = person();
      return { who, mail: await mailed(score, who) };
    }));
    for (const { who, mail } of mails) {
      const before = (await suppressions("show", { email: who.email })).text;
      const links = new Set([...linksIn(mail), ...[...mail.html.matchAll(/href="(http[^"]+\/m\/[^"]+)"/g)].map(([, link = ""]) => link), (mail.headers["List-Unsubscribe"] ?? "").slice(1, -1)]);
      expect(links.size).toBe(mail.subject.includes("made our day") ? 2 : 1);
      for (const link of links) {
        for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(link, { method })).status).toBe(200);
      }
      expect((await suppressions("show", { email: who.email })).text).toBe(before);
      expect(await standing(who.email)).toEqual({ suppressed: false });
    }
  });
});

describe("a customer who leaves", () => {
  it.each<[what: string, body: () => string | FormData]>([
    ["as mail programs do", () => oneClick],
    ["as other mail programs do, in parts", () => {
      const parts = new FormData();
      parts.set("List-Unsubscribe", "One-Click");
      return parts;
    }],
  ])("%s, is answered without a page or a cookie and never written to again", async (_, body) => {
    const who = person();
    const answered = await post(leavingLink(await mailed(8, who)) ?? "", body());
    expect([answered.status, await answered.text(), answered.headers.get("Set-Cookie")]).toEqual([200, "", null]);
    expect(await standing(who.email)).toMatchObject({ suppressed: true, reason: "unsubscribed" });

    const again = await app.settled((await app.accepted(answer(8, { respondent: { id: fresh("other"), email: who.email.toUpperCase() } }))).id);
    expect(fates(again)).toEqual(["follow_up cancelled: unsubscribed"]);
    const promoter = await app.settled((await app.accepted(answer(10, { respondent: who }))).id);
    expect(fates(promoter)).toEqual(["reward cancelled: unsubscribed", "thank cancelled: unsubscribed"]);
    expect((await app.mailbox.all()).filter(({ to }) => to.toLowerCase() === who.email)).toHaveLength(1);
  });

  it("has left the address that the mail went to, whatever the response has been corrected to since", async () => {
    const who = person();
    const id = fresh("answer");
    const mail = await mailed(8, who, { id });
    const moved = `moved-${who.email}`;
    await app.settled((await app.accepted(answer(7, { id, respondent: { ...who, email: moved } }))).id);
    await post(leavingLink(mail) ?? "");
    expect([await standing(who.email), await standing(moved)]).toEqual([expect.objectContaining({ reason: "unsubscribed" }), { suppressed: false }]);
  });

  it("has left although they are erased, before or after", async () => {
    for (const order of ["erased first", "left first"]) {
      const who = person();
      const link = leavingLink(await mailed(8, who)) ?? "";
      const steps = [() => app.ask("POST", "/v1/respondents/erase", JSON.stringify({ email: who.email })), () => post(link)];
      for (const step of order === "erased first" ? steps : steps.toReversed()) expect((await step()).status).toBe(200);
      expect(await standing(who.email)).toMatchObject({ reason: "unsubscribed" });
      expect((await fetch(link)).status).toBe(200);
    }
  });

  it("has left, and not bounced or complained, whatever is heard of the mail later", async () => {
    const email = `complaint+${fresh("lin")}@simulator.amazonses.com`;
    const { id } = await app.accepted(answer(8, { respondent: { email } }));
    const mail = await until("the mail", async () => (await app.mailbox.to(email))[0]);
    await post(leavingLink(mail) ?? "");
    await until("the complaint", async () => (((await app.shown(id)).effects[0]?.detail ?? "").startsWith("complained") ? true : undefined));
    expect(await standing(email)).toMatchObject({ reason: "unsubscribed" });
  });

  it("is sent nothing by a person of the team either, who is told so in the dialog, and the case is as it was", async () => {
    const cases = caseworkOf(app);
    const opened = await cases.open();
    const [mail] = await app.mailbox.to(opened.who.email);
    const { card } = await cases.seen(opened);
    const [mia, jonas] = [personAt(app.local, "U0MIA"), personAt(app.local, "U0JONAS")];
    await jonas.press(card, opened.channel, "draft");
    await post(leavingLink(mail!) ?? "");
    await jonas.submit({ message: "Hello Lin, it is mended." });
    const why = "its reader has unsubscribed from our mails. Contact the customer another way.";
    expect(await jonas.modal()).toContain(`This was not sent, and nothing was changed: ${why}`);
    expect(await jonas.begunIn("message")).toBe("Hello Lin, it is mended.");
    await mia.press(card, opened.channel, "draft");
    expect(await mia.modal()).toContain(`A mail to ${opened.who.email} would not be sent: ${why}`);
    for (const person of [mia, jonas]) await person.close();
    await aWhile();
    const { shown, lines } = await cases.seen(opened);
    expect([shown.state, typesOf(shown.timeline), lines]).toEqual(["open", ["open"], []]);
    expect(await app.mailbox.to(opened.who.email)).toHaveLength(1);
  });

  it("can leave by a person's mail as well", async () => {
    const cases = caseworkOf(app);
    const opened = await cases.open();
    const jonas = personAt(app.local, "U0JONAS");
    await jonas.press((await cases.seen(opened)).card, opened.channel, "draft");
    await jonas.submit({ message: "Hello Lin, it is mended." });
    const reply = await until("the reply", async () => (await app.mailbox.to(opened.who.email)).find(({ text }) => text.includes("it is mended")));
    expect(reply.headers).toMatchObject({ "List-Unsubscribe": `<${leavingLink(reply) ?? ""}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    await post(leavingLink(reply) ?? "");
    expect(await standing(opened.who.email)).toMatchObject({ reason: "unsubscribed" });
  });

  it("is told of in what is held about them", async () => {
    const who = person();
    await post(leavingLink(await mailed(8, who)) ?? "");
    const { body } = await app.ask("POST", "/v1/respondents/export", JSON.stringify({ email: who.email }));
    expect(body).toMatchObject({ suppressions: [{ email: who.email, reason: "unsubscribed", since: expect.stringMatching(/Z$/) }] });
  });
});

describe("a link that is not as we made it", () => {
  it("shows a plain page and changes nothing, whatever is done to it", async () => {
    const [lin, mia] = [person(), person()];
    const links = await Promise.all([mailed(10, lin), mailed(10, mia)].map(async (mail) => linksIn(await mail)));
    const [[reward = "", leaving = ""] = [], [otherReward = "", otherLeaving = ""] = []] = links;
    const tokenOf = (link: string) => link.split("/m/")[1]?.split(".") as [content: string, seal: string];
    const as = (content: unknown, seal: string) => `${app.local.url}/m/${Buffer.from(JSON.stringify(content)).toString("base64url")}.${seal}`;
    const [content, seal] = tokenOf(leaving);
    const [, effectId, address] = JSON.parse(Buffer.from(content, "base64url").toString()) as string[];
    const changed = [
      ...[1, 5, 20, 60].map((cut) => leaving.slice(0, -cut)),
      `${leaving}A`, leaving.replace(/\/m\/(.{9})./, "/m/$1-"), `${app.local.url}/m/${content}`, `${app.local.url}/m/.${seal}`,
      as(["reward", effectId, null], seal), as(["unsubscribe", effectId, address, "x"], seal), as(["unsubscribe", effectId, "pseudonym"], seal),
      `${app.local.url}/m/${content}.${tokenOf(otherLeaving)[1]}`, `${app.local.url}/m/${content}.${tokenOf(reward)[1]}`, `${app.local.url}/m/${tokenOf(otherReward)[0]}.${seal}`,
    ];
    for (const link of changed) {
      const [shown, posted] = [await fetch(link), await post(link)];
      expect([shown.status, posted.status, link]).toEqual([404, 404, link]);
      expect(await shown.text()).toContain("We do not recognise this link");
    }
    // A token for one thing is no use for another: to post this claims a reward, and nobody leaves by it.
    await post(reward);
    expect([await standing(lin.email), await standing(mia.email)]).toEqual([{ suppressed: false }, { suppressed: false }]);
  });

  it("is told plainly of what no mail program sends", async () => {
    const who = person();
    const link = leavingLink(await mailed(8, who)) ?? "";
    for (const [status, body, type] of [[400, "", form], [400, "List-Unsubscribe=No", form], [415, "{}", "application/json"], [413, "x=".padEnd(9_000, "x"), form], [400, "--x", "multipart/form-data; boundary=x"]] as const) {
      const answered = await post(link, body, { "Content-Type": type });
      expect([answered.status, answered.headers.get("Content-Type")]).toEqual([status, "text/html; charset=UTF-8"]);
      expect(await answered.text()).toContain("Nothing was changed");
    }
    expect(await standing(who.email)).toEqual({ suppressed: false });
  });
});

describe("the list of those who are not written to", () => {
  it("is worked by hand, by address, as often as one likes, and heard by the next message", async () => {
    const who = person();
    expect(await standing(who.email)).toEqual({ suppressed: false });
    const added = await suppressions("add", { email: who.email });
    expect([added.status, added.body]).toEqual([200, { suppressed: true, reason: "suppressed", since: expect.stringMatching(/Z$/) }]);
    expect((await suppressions("add", { email: ` ${who.email.toUpperCase()}`.trim() })).text).toBe(added.text);
    expect(fates(await app.settled((await app.accepted(answer(8, { respondent: who }))).id))).toEqual(["follow_up cancelled: suppressed"]);
    for (let times = 0; times < 2; times += 1) expect((await suppressions("remove", { email: who.email })).body).toEqual({ suppressed: false });
    expect(fates(await app.settled((await app.accepted(answer(8, { respondent: who }))).id))).toEqual(["follow_up sent: "]);
  });

  it("lets somebody be written to again who had left, once they have asked for it", async () => {
    const who = person();
    await post(leavingLink(await mailed(8, who)) ?? "");
    expect((await suppressions("add", { email: who.email })).body).toMatchObject({ reason: "unsubscribed" });
    expect((await suppressions("remove", { email: who.email })).body).toEqual({ suppressed: false });
  });

  it("has the policy's domains beside it, which nobody takes off by hand", async () => {
    for (const email of [`${fresh("lin")}@rival.example`, `${fresh("lin")}@Mail.Rival.example`]) {
      expect(fates(await app.settled((await app.accepted(answer(8, { respondent: { email } }))).id))).toEqual(["follow_up cancelled: suppressed"]);
      expect((await suppressions("remove", { email })).body).toEqual({ suppressed: true, reason: "suppressed", domain: "rival.example" });
    }
    expect(await standing("lin@notrival.example")).toEqual({ suppressed: false });
  });

  it("is worked by keys that may write, and looked at by those that may read", async () => {
    const [reader, writer] = [await createKey(app.home, "crm", "read"), await createKey(app.home, "crm", "write")];
    const { email } = person();
    const statuses = async (apiKey: string) => Promise.all(["add", "remove", "show"].map(async (act) => (await suppressions(act, { email }, apiKey)).status));
    expect([await statuses(reader), await statuses(writer)]).toEqual([[403, 403, 200], [200, 200, 403]]);
    expect((await suppressions("show", { email }, "nobody")).status).toBe(401);
  });

  it("says what it cannot read", async () => {
    for (const [body, pointer] of [[{}, "/email"], [{ email: "lin" }, "/email"], [{ email: "lin@acme.example", id: "u_1" }, "/id"]] as const) {
      const refused = await suppressions<Problem>("add", body);
      expect([refused.status, refused.body.errors?.map((mistake) => mistake.pointer)]).toEqual([422, [pointer]]);
    }
  });
});

it("nothing that is logged names who left, or their link", async () => {
  const who = person();
  const link = leavingLink(await mailed(8, who)) ?? "";
  await post(link);
  await until("it is logged", () => Promise.resolve(app.printed().includes("unsubscribed") ? true : undefined), { within: 2_000 }).catch(() => undefined);
  expect(app.printed()).not.toContain(who.email);
  expect(app.printed()).not.toContain(link.split("/m/")[1]);
});
