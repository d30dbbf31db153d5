import { createHmac } from "node:crypto";
import * as z from "zod";

/**
 * What comes over the socket, as Slack's client hands it on: what Slack would have posted to one of
 * the app's addresses, in an envelope (docs.slack.dev/apis/events-api/using-socket-mode).
 */
export const envelopeSchema = z.object({
  envelope_id: z.string(),
  type: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** Whether what the app answers reaches anybody. */
  accepts_response_payload: z.boolean().default(false),
  /** How often it was sent before, and why again. */
  retry_num: z.number().nullish(),
  retry_reason: z.string().nullish(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** What posting an envelope takes. */
export type Posting = {
  /** The app's address, without a slash at the end. */
  readonly url: string;
  readonly signingSecret: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

type Posted = { readonly path: string; readonly contentType: string; readonly body: string };

const form = "application/x-www-form-urlencoded";

/** The request Slack would have made of it, had it the app's address; undefined when it is of a kind that is never posted. */
export function requestOf(envelope: Envelope, { url, signingSecret, now }: Posting): Request | undefined {
  const posted = postedAs(envelope);
  if (posted === undefined) return undefined;
  const { path, contentType, body } = posted;
  const timestamp = String(Math.floor(now / 1000));
  return new Request(`${url}${path}`, {
    method: "POST",
    headers: {
      "Content-Type": contentType,
      "X-Slack-Request-Timestamp": timestamp,
      "X-Slack-Signature": `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`,
      ...retryHeaders(envelope),
    },
    body,
  });
}

function postedAs({ type, body }: Envelope): Posted | undefined {
  switch (type) {
    case "interactive":
      return { path: "/slack/interactions", contentType: form, body: new URLSearchParams({ payload: JSON.stringify(body) }).toString() };
    case "slash_commands": {
      const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, inForm(value)]));
      return { path: "/slack/commands", contentType: form, body: new URLSearchParams(fields).toString() };
    }
    case "events_api":
      return { path: "/slack/events", contentType: "application/json", body: JSON.stringify(body) };
    default:
      return undefined;
  }
}

function inForm(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function retryHeaders({ retry_num, retry_reason }: Envelope): Record<string, string> {
  if (retry_num === undefined || retry_num === null || retry_num === 0) return {};
  return { "X-Slack-Retry-Num": String(retry_num), ...(retry_reason ? { "X-Slack-Retry-Reason": retry_reason } : {}) };
}
