import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFromSlack } from "../../../functions/interact/signature.ts";
import { cardClick, now } from "../../support/slack-payloads.ts";
import { older, openDoor, secret, sign } from "./door.ts";

describe("a signature", () => {
  const seconds = Math.floor(Date.parse(now) / 1000);
  const nowMs = Date.parse(now);

  test("of the secret, or of the one before it, opens the door; none and any other do not", async () => {
    const { post, cases } = await openDoor();
    const body = new URLSearchParams({ payload: JSON.stringify({ ...cardClick, actions: [{ action_id: "case.acknowledge", value: "case_1" }] }) }).toString();
    for (const signature of ["", "v0=", sign(body, seconds, "another"), sign(`${body} `, seconds), sign(body, seconds + 1)]) {
      expect((await post("/slack/interactions", body, { "X-Slack-Signature": signature })).status).toBe(401);
    }
    expect((await cases.find("case_1"))?.state).toBe("open");
    expect((await post("/slack/interactions", body, { "X-Slack-Signature": sign(body, seconds, older) })).status).toBe(200);
  });

  test.each([[-300, true], [300, true], [-301, false], [301, false]])("%i seconds old: %s", (age, fits) => {
    const timestamp = String(seconds - age);
    expect(isFromSlack([secret], { body: Buffer.from("x"), timestamp, signature: sign("x", timestamp) }, nowMs)).toBe(fits);
  });

  test("is of the bytes that came, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, at) => {
        const signed = { body: bytes, timestamp: String(seconds), signature: sign(bytes, seconds) };
        expect(isFromSlack([secret], signed, nowMs)).toBe(true);
        const changed = Uint8Array.from([...bytes, at % 256]);
        expect(isFromSlack([secret], { ...signed, body: changed }, nowMs)).toBe(false);
      }),
    );
  });
});
