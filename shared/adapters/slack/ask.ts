import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import type * as z from "zod/mini";
import { $ZodError } from "zod/v4/core";
import type { Failure } from "./outcome.ts";

/** Where Slack is and how long it may take. */
export type SlackConnection = {
  /**
   * The bot's token, asked for with each call, since it may be rotated.
   *
   * @param refused Slack did not take the last one
   */
  readonly token: (refused: boolean) => Promise<string>;
  /** Ends in a slash; Slack's own when absent. */
  readonly apiUrl?: string;
  /** Milliseconds; 4,000 when absent. */
  readonly timeoutMs?: number;
};

/** A call's answer, or how it failed. `cause` is the client's own error. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure; readonly cause: unknown };

/** Calls a Web API method once and reads its answer. */
export type Ask = <T>(method: string, args: Record<string, unknown>, answer: z.ZodMiniType<T>) => Promise<Answer<T>>;

const silent = () => undefined;

/** What Slack says of a token, and not of the call. */
const ofTheToken = new Set(["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"]);

/**
 * A client that tries once and never waits. Slack's own default tries ten times in half an hour,
 * which posts twice when a reply is lost, and stops every call while one is rate limited.
 */
export function slackAsk({ token, apiUrl, timeoutMs = 4000 }: SlackConnection): Ask {
  const client = new WebClient(undefined, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // What went wrong is in the outcome; the caller says it once, without the message's content.
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: silent,
      setLevel: silent,
      setName: silent,
      getLevel: () => LogLevel.ERROR,
    },
  });
  let refused = false;
  return async (method, args, answer) => {
    const authorized = await tokenOf(() => token(refused));
    if (!authorized.ok) return authorized;
    try {
      const value = answer.parse(await client.apiCall(method, { ...args, token: authorized.value }));
      refused = false;
      return { ok: true, value };
    } catch (error) {
      const failure = failureOf(error);
      refused = failure.at === "answer" && ofTheToken.has(failure.code);
      return { ok: false, failure, cause: error };
    }
  };
}

async function tokenOf(token: () => Promise<string>): Promise<Answer<string>> {
  try {
    return { ok: true, value: await token() };
  } catch (error) {
    return { ok: false, failure: { at: "token", message: messageOf(error) }, cause: error };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIPlatformError) {
    if (error.data.error === "ratelimited" || error.data.error === "rate_limited") return limit(error.data.response_metadata?.retryAfter);
    return { at: "answer", code: error.data.error, details: error.data.response_metadata?.messages ?? [] };
  }
  if (error instanceof WebAPIRateLimitedError) return limit(error.retryAfter);
  if (error instanceof WebAPIHTTPError) return { at: "status", status: error.statusCode };
  if (error instanceof WebAPIRequestError) return connection(error.original);
  // The client's words for a 429 without a readable Retry-After; it has no class for that.
  if (error instanceof Error && error.message.startsWith("Retry header did not contain")) return limit(undefined);
  return connection(error);
}

function limit(seconds: number | undefined): Failure {
  return seconds === undefined ? { at: "limit" } : { at: "limit", retryAfterMs: seconds * 1000 };
}

function connection(error: unknown): Failure {
  const code = codeOf(error);
  return { at: "connection", message: messageOf(error), ...(code === undefined ? {} : { code }) };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "the call broke off";
  // A schema's message would quote the answer.
  return error instanceof $ZodError ? "Slack's answer could not be read" : error.message;
}

/** The system's code, which `fetch` hides in the cause of its error. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
