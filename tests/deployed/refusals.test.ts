import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { answer, fresh } from "../outside/support/answers.ts";
import { openLane } from "./support/lane.ts";

const lane = openLane();
const json = { "Content-Type": "application/json" };

describe("the deployed API", () => {
  it.each([
    { what: "no key", status: 401, ask: () => lane.post(answer(3), { apiKey: null }) },
    { what: "a wrong key", status: 401, ask: () => lane.post(answer(3), { apiKey: "as_wrong_wrong" }) },
    { what: "what is not JSON", status: 400, ask: () => lane.ask("POST", "/v1/responses", "{") },
    { what: "another media type", status: 415, ask: () => lane.ask("POST", "/v1/responses", "<a/>", { headers: { "Content-Type": "text/xml" } }) },
    { what: "a body that is too large", status: 413, ask: () => lane.post(answer(3, { comment: "x".repeat(70_000) })) },
    { what: "a score beyond its scale", status: 422, ask: () => lane.post(answer(11)) },
    { what: "a path there is nothing at", status: 404, ask: () => lane.get("/v1/nothing") },
    { what: "a response there is not", status: 404, ask: () => lane.get("/v1/responses/rsp_none") },
    { what: "a case there is not", status: 404, ask: () => lane.get("/v1/cases/case_none") },
  ])("answers $status to $what, as a problem", async ({ status, ask }) => {
    const answered = await ask();
    expect(answered.status).toBe(status);
    expect(answered.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
    expect(answered.body).toMatchObject({ status, title: expect.stringMatching(/\S/), detail: expect.stringMatching(/\S/) });
  });

  it.each(["/openapi.json", "/docs"])("describes itself at %s, to anybody", async (path) => {
    const { status, text } = await lane.get(path, { apiKey: null });
    expect([status, text.includes("/v1/responses/batch")]).toEqual([200, true]);
  });

  it("answers 422 to a key that came before with other content", async () => {
    const key = fresh("key");
    expect((await lane.post(answer(9), { key })).status).toBe(202);
    const other = await lane.post(answer(3), { key });
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ type: expect.stringMatching(/\/idempotency-mismatch$/) });
  });

  it("takes from Slack what Slack has signed, and nothing else", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "to be told again" });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = (secret: string) => `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    const call = (secret: string) =>
      lane.ask("POST", "/slack/events", body, { apiKey: null, headers: { ...json, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(secret) } });
    expect(await call(lane.signingSecret)).toMatchObject({ status: 200, body: { challenge: "to be told again" } });
    expect((await call("guessed")).status).toBe(401);
  });
});
