import { createHmac } from "node:crypto";
import type { Stage } from "./stage.ts";

/** Sends what Slack sends, signed as Slack signs it, and says whether it was taken. Nobody repeats it. */
export async function sendFromSlack({ engines: { url, secrets } }: Stage, path: string, body: string, type = "application/x-www-form-urlencoded"): Promise<boolean> {
  const at = Math.floor(Date.now() / 1_000);
  const signature = `v0=${createHmac("sha256", secrets.slack.signingSecret).update(`v0:${at}:${body}`).digest("hex")}`;
  const headers = { "Content-Type": type, "X-Slack-Request-Timestamp": String(at), "X-Slack-Signature": signature };
  try {
    const answer = await fetch(new URL(`/slack/${path}`, url), { method: "POST", headers, body });
    const said = await answer.text();
    if (said.includes('"response_action":"errors"')) throw new Error(`refused: ${said}`);
    return answer.status === 200;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
