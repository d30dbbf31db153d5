import * as z from "zod";
import { CannotStart } from "../cannot-start.ts";
import type { OnError } from "../event-sources/invocation.ts";
import { reporter } from "../event-sources/invocation.ts";
import type { HttpApp } from "../functions.ts";
import { type Received, type SlackApp, connect, reasonOf } from "./connection.ts";
import { type Envelope, envelopeSchema, requestOf } from "./envelope.ts";

/** What it takes to bring what people do in Slack to an app that Slack cannot call. */
export type SlackSocketOptions = SlackApp & {
  /** What Slack would call. */
  readonly app: HttpApp;
  /** Where that would be, without a slash at the end. */
  readonly url: string;
  readonly signingSecret: string;
  readonly onError: OnError;
};

/** An open way from Slack to this machine. */
export type SlackSocket = {
  /** Takes up nothing new, answers what has come in, and says goodbye. */
  stop(): Promise<void>;
};

/** Slack gives up after three seconds. */
const answerWithinMs = 2_500;

/**
 * Brings clicks, commands and events of a real workspace to a machine without a public address: each
 * becomes the request Slack would have made, signed, so that the very same code answers it as on AWS, and
 * what it answers goes back as Slack expects it.
 *
 * @throws CannotStart when Slack refuses the app token
 */
export async function openSlackSocket(options: SlackSocketOptions): Promise<SlackSocket> {
  const { app, url, signingSecret } = options;
  const report = reporter(options.onError, "interact", "Slack socket");
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  const answer = async (envelope: Envelope, ack: Received["ack"]): Promise<void> => {
    const request = requestOf(envelope, { url, signingSecret, now: Date.now() });
    if (request === undefined) return;
    const answered = await withinTime(answerOf(app, request), envelope);
    try {
      await (envelope.accepts_response_payload ? ack(answered) : ack());
    } catch (error) {
      report(error, "acknowledge", [envelope.envelope_id]);
    }
  };
  const take = (received: Received): void => {
    const envelope = envelopeSchema.safeParse(received);
    // What is not taken is not acknowledged, so that Slack sends it to whoever is connected next.
    if (stopping || !envelope.success) return;
    const { envelope_id: id } = envelope.data;
    const answering = answer(envelope.data, received.ack)
      .catch((error: unknown) => { report(error, "invocation", [id]); })
      .finally(() => { underWay.delete(answering); });
    underWay.add(answering);
  };

  const connection = await connect(options, { received: take, lost: (error) => { report(error, "poll", []); } }).catch((error: unknown) => {
    throw new CannotStart(`Slack does not take the app token: ${reasonOf(error)}. Check SLACK_APP_TOKEN: it begins with xapp-, has the scope connections:write, and its app has Socket Mode turned on.`, { cause: error });
  });
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(underWay);
      await connection.close();
    },
  };
}

/**
 * An empty answer in time where the app takes longer: on a laptop it goes on, and Slack would only send
 * it again. Where Slack waits for what the app says, nothing is made up: the person is told that it took too long.
 */
async function withinTime(answered: Promise<Answer>, { accepts_response_payload: matters, type }: Envelope): Promise<Answer> {
  const { promise: late, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => {
    if (matters) reject(new Error(`The answer to ${type} took longer than ${answerWithinMs} ms`));
    else resolve(undefined);
  }, answerWithinMs);
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What goes back with an acknowledgement: fields, a text, or nothing. */
type Answer = Record<string, unknown> | string | undefined;

const fields = z.record(z.string(), z.unknown());

/** @throws when the app does not take it; then it is not acknowledged, and Slack says so to the person */
async function answerOf(app: HttpApp, request: Request): Promise<Answer> {
  const response = await app.fetch(request);
  const text = await response.text();
  if (!response.ok) throw new Error(`The app answered Slack with status ${response.status}`);
  if (text === "") return undefined;
  return response.headers.get("Content-Type")?.startsWith("application/json") === true ? fields.parse(JSON.parse(text)) : text;
}
