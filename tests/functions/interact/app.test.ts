import fc from "fast-check";
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Interacting, interactApp } from "../../../functions/interact/app.ts";
import { isFromSlack } from "../../../functions/interact/signature.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const older = "1f2e3d4c5b6a79881f2e3d4c5b6a7988";
const now = Date.parse("2026-11-21T10:00:00Z");
const seconds = now / 1000;

const sign = (body: string | Uint8Array, timestamp: string | number = seconds, key = secret) =>
  `v0=${createHmac("sha256", key).update(`v0:${timestamp}:`).update(body).digest("hex")}`;

function appOf(whisper?: Interacting["chat"]["whisper"]) {
  const whispers: { to: unknown; text: string }[] = [];
  const errors: string[] = [];
  const app = interactApp({
    chat: { whisper: whisper ?? ((to, text) => { whispers.push({ to, text }); return Promise.resolve(); }) },
    signingSecrets: () => Promise.resolve([secret, older]),
    clock: { now: () => new Date(now) },
    log: { info: () => undefined, warn: () => undefined, error: (event) => { errors.push(event); } },
  });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: "POST",
      body,
      headers: { "X-Slack-Request-Timestamp": String(seconds), "X-Slack-Signature": sign(body), ...headers },
    });
  return { post, whispers, errors };
}

const form = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const click = {
  type: "block_actions",
  user: { id: "U0MIA", name: "mia" },
  channel: { id: "C0CUSTOME", name: "customer-feedback" },
  message: { ts: "1795426200.000100" },
  actions: [{ action_id: "case.acknowledge", value: "case_1" }],
};

describe("a click", () => {
  test("is answered at once, and the clicker alone is told what it did", async () => {
    const { post, whispers } = appOf();
    const answer = await post("/slack/interactions", form(click));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(whispers).toEqual([
      { to: { user: "U0MIA", channel: "C0CUSTOME" }, text: expect.stringMatching(/later version.*reply/is) as string },
    ]);
  });

  test("in a thread is answered there", async () => {
    const { post, whispers } = appOf();
    await post("/slack/interactions", form({ ...click, message: { ts: "2.000001", thread_ts: "1.000001" } }));
    expect(whispers[0]?.to).toEqual({ user: "U0MIA", channel: "C0CUSTOME", threadTs: "1.000001" });
  });

  test("is answered although the whisper failed, and the operator hears of it", async () => {
    const { post, errors } = appOf(() => Promise.reject(new Error("ratelimited")));
    expect((await post("/slack/interactions", form(click))).status).toBe(200);
    expect(errors).toEqual(["click not answered"]);
  });

  test("anything else that Slack sends is taken in silence", async () => {
    const { post, whispers } = appOf();
    expect((await post("/slack/interactions", form({ type: "view_closed", user: { id: "U0MIA" } }))).status).toBe(200);
    expect(whispers).toEqual([]);
  });
});

describe("a command and an event", () => {
  test("a command is answered to the person who gave it", async () => {
    const answer = await appOf().post("/slack/commands", "command=%2Fafterscore&text=mine&user_id=U0MIA");
    expect(await answer.json()).toMatchObject({ response_type: "ephemeral" });
  });

  test("the challenge is given back", async () => {
    const answer = await appOf().post("/slack/events", JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" }));
    expect(await answer.json()).toEqual({ challenge: "3eZbrw1a" });
  });

  test("an event is taken", async () => {
    const answer = await appOf().post("/slack/events", JSON.stringify({ type: "event_callback", event: { type: "message" } }));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });

  test.each([["/slack/interactions", "payload=%7B"], ["/slack/interactions", ""], ["/slack/events", "{"]])(
    "what is signed and no such thing is a problem: %s %s",
    async (path, body) => {
      const answer = await appOf().post(path, body);
      expect(answer.status).toBe(400);
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    },
  );
});

describe("a request that Slack did not sign", () => {
  test.each(["/slack/interactions", "/slack/commands", "/slack/events"])("is refused at %s", async (path) => {
    const { post, whispers } = appOf();
    for (const headers of [{ "X-Slack-Signature": sign("other") }, { "X-Slack-Signature": "" }, { "X-Slack-Request-Timestamp": "" }]) {
      const answer = await post(path, form(click), headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ status: 401 });
    }
    expect(whispers).toEqual([]);
  });

  test("is told from one that it signed with the secret before", async () => {
    const body = form(click);
    const signedWith = async (key: string) => (await appOf().post("/slack/interactions", body, { "X-Slack-Signature": sign(body, seconds, key) })).status;
    expect([await signedWith(older), await signedWith("0f2e3d4c5b6a79881f2e3d4c5b6a7988")]).toEqual([200, 401]);
  });

  test("five minutes are allowed to the second, early or late", async () => {
    const { post } = appOf();
    const at = (timestamp: number) => {
      const body = form(click);
      return post("/slack/interactions", body, { "X-Slack-Request-Timestamp": String(timestamp), "X-Slack-Signature": sign(body, timestamp) });
    };
    expect(await Promise.all([-301, -300, 300, 301].map(async (by) => (await at(seconds + by)).status))).toEqual([401, 200, 200, 401]);
  });

  test("is refused whatever was changed of it", () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, place, change) => {
        const signature = sign(body);
        const timestamp = String(seconds);
        const flipped = (whole: Uint8Array) => whole.map((byte, index) => (index === place % whole.length ? byte ^ change : byte));
        const whole = { body, timestamp, signature };
        expect(isFromSlack([secret], whole, now)).toBe(true);
        expect(isFromSlack([secret], { ...whole, body: flipped(body) }, now)).toBe(false);
        expect(isFromSlack([secret], { ...whole, body: body.subarray(1) }, now)).toBe(false);
        expect(isFromSlack([secret], { ...whole, signature: Buffer.from(flipped(Buffer.from(signature))).toString("latin1") }, now)).toBe(false);
        expect(isFromSlack([secret], { ...whole, signature: signature.slice(0, place % signature.length) }, now)).toBe(false);
        expect(isFromSlack([secret], { ...whole, timestamp: String(seconds - 1 - (place % 300)) }, now)).toBe(false);
        expect(isFromSlack([`${secret}x`], whole, now)).toBe(false);
      }),
    );
  });

  test.each(["", "0", "-1", "1e9", "0x6a", " 1795428000", "1795428000.0", "NaN", "Infinity"])(
    "is refused when its time is no time: %j",
    (timestamp) => {
      expect(isFromSlack([secret], { body: Buffer.from("a"), timestamp, signature: sign("a", timestamp) }, Number(timestamp) * 1000 || now)).toBe(false);
    },
  );
});
