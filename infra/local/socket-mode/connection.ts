import { setTimeout as sleep } from "node:timers/promises";
import { LogLevel, SocketModeClient } from "@slack/socket-mode";
import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";

/** Which app is connected to which Slack. */
export type SlackApp = {
  /** The app-level token, `xapp-…`, with the scope `connections:write`. */
  readonly appToken: string;
  /** Ends in a slash. */
  readonly apiUrl: string;
};

/** What comes in, as Slack's client tells it. */
export type Received = { readonly ack: (answer?: Record<string, unknown> | string) => Promise<void> };

/** What a connection tells. */
export type Listening = {
  readonly received: (received: Received) => void;
  /** It is lost, or could not be made; it is tried again. */
  readonly lost: (error: unknown) => void;
};

/** A connection to Slack that is made anew whenever it ends. */
export type Connection = { close(): Promise<void> };

/** Slack says hello as soon as it is connected. */
const helloWithinMs = 10_000;
const shortestWaitMs = 1_000;
const longestWaitMs = 60_000;
/** Slack's client would wait 30 s for Slack to say goodbye as well; nobody who has pressed Ctrl-C does. */
const goodbyeWithinMs = 1_000;

/**
 * Connects and stays connected. Slack ends every connection after some hours and asks for a new one, so
 * connecting again is the rule here and not the exception. Slack's client could do it by itself, but then
 * it ends the whole process when it is refused on the way.
 *
 * @throws when the first connection is refused; a rate limit is waited for instead
 */
export async function connect(app: SlackApp, { received, lost }: Listening): Promise<Connection> {
  const client = new SocketModeClient({
    appToken: app.appToken,
    autoReconnectEnabled: false,
    logger: silent,
    clientOptions: { slackApiUrl: app.apiUrl, timeout: helloWithinMs, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  client.on("slack_event", received);
  const closing = new AbortController();
  const isClosed = () => closing.signal.aborted;

  const again = async (after: unknown): Promise<Session | undefined> => {
    let error = after;
    for (let failures = 0; !isClosed(); failures += 1) {
      if (error !== undefined) {
        lost(error);
        await sleep(waitAfter(error, failures), undefined, { signal: closing.signal }).catch(() => undefined);
      }
      if (isClosed()) return undefined;
      try {
        return await begin(client);
      } catch (refusal) {
        error = refusal;
      }
    }
    return undefined;
  };
  const keep = async (first: Session | undefined): Promise<void> => {
    for (let session = first; session !== undefined; session = await again(undefined)) {
      // Made while it was being closed: nobody else would end it.
      if (isClosed()) void client.disconnect();
      await session.ended;
      if (isClosed()) return;
    }
  };

  const first = await begin(client).catch((error: unknown) => {
    if (error instanceof WebAPIRateLimitedError) return error;
    throw error;
  });
  void (first instanceof Error ? again(first).then(keep) : keep(first));
  return {
    close: async () => {
      closing.abort();
      await Promise.race([client.disconnect(), sleep(goodbyeWithinMs)]);
    },
  };
}

/** One connection, from hello until it ends. */
type Session = { readonly ended: Promise<void> };

async function begin(client: SocketModeClient): Promise<Session> {
  const { promise: ended, resolve } = Promise.withResolvers<undefined>();
  let trouble: unknown = new Error("Slack did not say hello");
  const end = () => { resolve(undefined); };
  const onError = (error: unknown) => { trouble = error; };
  client.once("disconnected", end);
  client.on("error", onError);
  const late = setTimeout(() => { void client.disconnect(); }, helloWithinMs);
  try {
    await client.start();
    return { ended };
  } catch (error) {
    client.off("disconnected", end);
    // A socket that ends before it is open is told apart by nothing else.
    throw error ?? trouble;
  } finally {
    clearTimeout(late);
    client.off("error", onError);
  }
}

function waitAfter(error: unknown, failures: number): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1_000;
  return Math.min(longestWaitMs, shortestWaitMs * 2 ** failures);
}

/** Why a connection was refused, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  return error instanceof Error ? error.message : String(error);
}

const nothing = () => undefined;

/** It would write what people say in Slack to the console; what goes wrong is told by {@link Listening}. */
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
