import { describe, expect, test } from "vitest";
import { visitApp } from "../../../functions/visit/app.ts";
import { preferred } from "../../../functions/visit/reader.ts";
import type { Visiting } from "../../../functions/visit/visiting.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import type { ResponseBody } from "../../../shared/domain/response.ts";
import { readToken, signToken } from "../../../shared/runtime/token.ts";
import { copies, policyWith, responseWith } from "../../support/domain.ts";
import { tableEngine } from "../../support/table.ts";
import { nothingToClaim } from "./nothing-to-claim.ts";

const newTable = tableEngine();
const secret = "a secret of thirty-two characters";
const now = "2026-11-21T10:00:00.000Z";
const address = "pseudonym-of-lin";
const token = signToken(secret, { purpose: "unsubscribe", effectId: "rsp_1.follow_up", address });
const path = `/m/${token}`;
const oneClick = "List-Unsubscribe=One-Click";
const confirmed = "leave=confirmed";

async function world(respondent: ResponseBody["respondent"] = { email: "lin@acme.example", locale: "fr" }) {
  const table = await newTable();
  const responses = dynamoResponses(table);
  await responses.insert(responseWith({ score: 7, respondent }));
  const suppressions = dynamoSuppressions(table);
  const told: unknown[] = [];
  const needs: Visiting = {
    responses, suppressions, copies,
    policy: policyWith(),
    readLink: (given) => Promise.resolve(readToken([secret], given, new Date(now))),
    ...nothingToClaim,
    clock: { now: () => new Date(now) },
    log: { info: (...said) => { told.push(said); }, warn: () => undefined, error: (...said) => { told.push(said); } },
  };
  const app = visitApp(needs);
  const send = (body: string | FormData | Uint8Array<ArrayBuffer>, type: string | undefined = "application/x-www-form-urlencoded", at = path) =>
    Promise.resolve(app.request(at, { method: "POST", body, ...(body instanceof FormData ? {} : { headers: { "Content-Type": type } }) }));
  const look = async (at = path, headers: Record<string, string> = {}) => (await app.request(at, { headers })).text();
  return { app, send, look, table, told, suppressions, reason: async () => (await suppressions.find(address))?.reason };
}

describe("the page for leaving", () => {
  test("asks in the respondent's language, names nobody, and changes nothing however often it is looked at", async () => {
    const { app, look, reason } = await world();
    const page = await look();
    expect(page).toContain('<html lang="fr" dir="ltr">');
    expect(page).toMatch(/<form method="post"><button [^>]*>Se désabonner<\/button><\/form>/);
    expect(page).not.toMatch(/lin@acme|pseudonym-of-lin/);
    expect((await app.request(path, { method: "HEAD" })).status).toBe(200);
    expect(await look()).toBe(page);
    expect(await reason()).toBeUndefined();
  });

  test("is left by its button, which is answered with a page, and shows from then on that it is done", async () => {
    const { send, look, reason } = await world();
    const done = await send(confirmed);
    expect(done.status).toBe(200);
    expect(done.headers.get("Set-Cookie")).toBeNull();
    expect(await done.text()).toContain("Votre désabonnement est enregistré");
    expect(await reason()).toBe("unsubscribed");
    const after = await look();
    expect(after).toContain("Votre désabonnement était déjà enregistré");
    expect(after).not.toContain("<form");
    // Twice is once.
    expect((await send(confirmed)).status).toBe(200);
  });

  test("still asks where an address is not written to for another reason, and what its reader says comes first", async () => {
    const { send, look, suppressions, reason } = await world();
    await suppressions.add(address, "bounced", now);
    expect(await look()).toContain("<form");
    await send(confirmed);
    expect(await reason()).toBe("unsubscribed");
    await suppressions.add(address, "complained", now);
    expect(await reason()).toBe("unsubscribed");
  });

  test.each<[what: string, body: () => string | FormData, type?: string]>([
    ["as a form", () => oneClick],
    ["as a form with a charset", () => oneClick, "application/x-www-form-urlencoded; charset=UTF-8"],
    ["in parts", () => {
      const form = new FormData();
      form.set("List-Unsubscribe", "One-Click");
      return form;
    }],
  ])("is left by mail programs that post %s, and they get neither page nor cookie", async (_, body, type) => {
    const { send, reason } = await world();
    const answer = await send(body(), type);
    expect([answer.status, await answer.text(), answer.headers.get("Set-Cookie"), answer.headers.get("Content-Type")]).toEqual([200, "", null, null]);
    expect(await reason()).toBe("unsubscribed");
  });

  test("works when the response was erased or corrected since, in the language of whoever comes", async () => {
    const { send, look, reason, table } = await world();
    await dynamoTraces(table).eraseResponse("rsp_1", now);
    expect(await look(path, { "Accept-Language": "uk,en;q=0.5" })).toContain('<html lang="uk"');
    expect((await send(confirmed)).status).toBe(200);
    expect(await reason()).toBe("unsubscribed");
  });

  test.each<[what: string, status: number, body: string | Uint8Array<ArrayBuffer>, type?: string]>([
    ["nothing", 400, ""],
    ["other words", 400, "List-Unsubscribe=Maybe"],
    ["the right words in another field", 400, "leave=One-Click"],
    ["a form in parts that is none", 400, oneClick, "multipart/form-data"],
    ["parts that break off", 400, "--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"],
    ["no UTF-8", 400, new Uint8Array([0xff, 0xfe])],
    ["JSON", 415, JSON.stringify({ "List-Unsubscribe": "One-Click" }), "application/json"],
    ["far too much", 413, `${oneClick}&x=${"x".repeat(5_000)}`],
  ])("does nothing when it is sent %s, and says so", async (_, status, body, type) => {
    const { send, reason } = await world();
    const answer = await send(body, type);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain("Nothing was changed");
    expect(await reason()).toBeUndefined();
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("takes no %s", async (method) => {
    const { app, reason } = await world();
    const answer = await app.request(path, { method, body: oneClick, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect(await reason()).toBeUndefined();
  });

  test("is not there for a link that was changed, was cut off, or was made for something else", async () => {
    const { app, send, reason, suppressions } = await world();
    const [content = "", sealed = ""] = token.split(".");
    const other = Buffer.from(JSON.stringify(["unsubscribe", "rsp_1.follow_up", "pseudonym-of-mia"])).toString("base64url");
    for (const forged of [`${path}x`, path.slice(0, -3), `/m/${content}`, `/m/${other}.${sealed}`]) {
      const answer = await send(oneClick, undefined, forged);
      expect([answer.status, (await app.request(forged)).status]).toEqual([404, 404]);
      expect(await answer.text()).toContain("We do not recognise this link");
    }
    const reward = `/m/${signToken(secret, { purpose: "reward", effectId: "rsp_1.thank" })}`;
    expect((await send(oneClick, undefined, reward)).status).toBe(404);
    expect([await reason(), await suppressions.find("pseudonym-of-mia")]).toEqual([undefined, undefined]);
  });

  test("is told of in the log by ids alone", async () => {
    const { send, told } = await world();
    await send(oneClick);
    expect(told).toEqual([["unsubscribed", { effect: "rsp_1.follow_up", address, by: "one click" }]]);
  });
});

test("when it cannot be written down, nobody is told that it is done", async () => {
  const { table } = await world();
  const app = visitApp({
    responses: dynamoResponses(table), copies, policy: policyWith(),
    suppressions: { find: () => Promise.resolve(undefined), add: () => Promise.reject(new Error("the store is down")) },
    readLink: (given) => Promise.resolve(readToken([secret], given, new Date(now))),
    ...nothingToClaim,
    clock: { now: () => new Date(now) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const answer = await app.request(path, { method: "POST", body: oneClick, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "30"]);
});

describe("a browser's languages", () => {
  const available = Object.keys(copies);
  test.each([
    [undefined, "en"], ["", "en"], ["*", "en"], [";;;,q=,", "en"],
    ["de-AT,de;q=0.9,en;q=0.5", "de"], ["zh-HK,en;q=0.9", "zh-TW"], ["pt", "pt-BR"],
    ["en-GB,fr;q=0.9", "en"], ["sv,fi;q=0.9,ja;q=0.2", "ja"], ["sv", "en"], ["fr;q=0.1,nl;q=0.8", "nl"], ["fr;q=0,it", "it"], ["fr;q=oops,it;q=0.1", "it"],
  ])("%s are answered in %s", (header, language) => { expect(preferred(header, available)).toBe(language); });
});
