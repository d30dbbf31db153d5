import { createHmac } from "node:crypto";
import type { JsonObject } from "../json.ts";
import type { Workspace } from "../slack-workspace.ts";

/** Where the app listens, and where its late answers come back to; absolute. */
export type Addresses = {
  readonly interactionsUrl: string;
  readonly commandsUrl: string;
  readonly eventsUrl: string;
  /** The address before the id of a `response_url`. */
  readonly responseUrl: string;
};

/** The app has this long to answer before Slack shows a warning. */
const ANSWER_WITHIN_MS = 3_000;

/** Slack's v0 signature over a raw body (docs.slack.dev/authentication/verifying-requests-from-slack). */
const slackSignature = (signingSecret: string, timestamp: string, body: string): string =>
  `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

/** How the app took what was sent to it. */
export type Reception =
  | { readonly kind: "answered"; readonly body: string; readonly isJson: boolean }
  | { readonly kind: "failed"; readonly status: number }
  | { readonly kind: "slow" }
  | { readonly kind: "unreachable" };

/** A raw body with its media type. */
export type Sent = { readonly type: string; readonly body: string };

/** Fields as a form, as Slack sends commands. */
export const asForm = (fields: Readonly<Record<string, string>>): Sent => ({
  type: "application/x-www-form-urlencoded", body: new URLSearchParams(fields).toString(),
});

/** A payload in a form field of that name, as Slack sends interactions. */
export const asPayload = (payload: JsonObject): Sent => asForm({ payload: JSON.stringify(payload) });

/** Sends something to the app, signed as Slack signs it, and waits for the answer, three seconds at most. */
export const deliver = async (workspace: Workspace, { type, body }: Sent, url: string): Promise<Reception> => {
  const timestamp = String(Math.floor(workspace.now() / 1000));
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": type,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": slackSignature(workspace.signingSecret, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
    return answer.ok ? { kind: "answered", body: text, isJson } : { kind: "failed", status: answer.status };
  } catch (error) {
    return { kind: error instanceof DOMException && error.name === "TimeoutError" ? "slow" : "unreachable" };
  }
};

/** What went wrong, in a sentence Slack would keep to itself; undefined when the app answered. */
export const troubleOf = (reception: Reception): string | undefined => {
  switch (reception.kind) {
    case "answered":
      return undefined;
    case "failed":
      return `It answered HTTP ${reception.status}.`;
    case "slow":
      return "It took longer than 3 seconds.";
    case "unreachable":
      return "It could not be reached.";
  }
};
