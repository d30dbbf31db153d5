import * as z from "zod/mini";
import { SlackUnreachable } from "./slack-unreachable.ts";

/** What a code is exchanged with: it is good for one app, one address and one time. */
export type CodeExchange = { readonly clientId: string; readonly clientSecret: string; readonly code: string; readonly redirectUri: string };

/** What Slack gave for a code, or why it gave nothing, in words for a person. */
export type Exchanged = { readonly kind: "exchanged"; readonly idToken: string } | { readonly kind: "refused"; readonly because: string };

const timeoutMs = 2_000;

const answerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), id_token: z.string() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/** Slack's words for a code that is not, or no longer, good. */
const ofTheCode = new Set(["invalid_code", "code_already_used", "code_expired", "no_code"]);
/** Slack's words for an app that is not set up as it is here. */
const ofTheApp = new Set(["bad_client_secret", "invalid_client_id", "bad_redirect_uri", "oauth_authorization_url_mismatch"]);
/** Slack's words for trouble of its own. */
const ofSlack = new Set(["fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable"]);

/**
 * Asks Slack once what a code stands for (docs.slack.dev/reference/methods/openid.connect.token).
 *
 * @throws SlackUnreachable when there is no answer in two seconds, or none that can be read
 */
export async function exchangeCode(url: URL, exchange: CodeExchange): Promise<Exchanged> {
  const answer = answerSchema.safeParse(await ask(url, exchange));
  // What stands in it is not quoted: it may be a token.
  if (!answer.success) throw new SlackUnreachable("Slack's answer to a sign-in could not be read");
  return answer.data.ok ? { kind: "exchanged", idToken: answer.data.id_token } : refusal(answer.data.error);
}

async function ask(url: URL, { clientId, clientSecret, code, redirectUri }: CodeExchange): Promise<unknown> {
  const body = new URLSearchParams({ grant_type: "authorization_code", client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirectUri });
  try {
    // Nobody who was redirected to gets the secret.
    const response = await fetch(url, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) return await response.json();
    throw new SlackUnreachable(`Slack answered a sign-in with status ${response.status}`);
  } catch (error) {
    if (error instanceof SlackUnreachable) throw error;
    throw new SlackUnreachable("Slack could not be asked about a sign-in", { cause: error });
  }
}

function refusal(error: string): Exchanged {
  if (ofSlack.has(error)) throw new SlackUnreachable(`Slack is in trouble: ${error}`);
  if (ofTheCode.has(error)) return { kind: "refused", because: "This sign-in was used already, or it is too old. Start again." };
  if (ofTheApp.has(error)) return { kind: "refused", because: `Slack does not take this Afterscore for the app that it says it is (${error}). Whoever runs it can put that right: npm run doctor.` };
  return { kind: "refused", because: `Slack refused this sign-in (${error}).` };
}
