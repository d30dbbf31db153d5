import { type Context, Hono } from "hono";
import type { Chat, Clock, Log } from "../../shared/ports.ts";
import { notFound, problem, requestId, unavailable } from "../../shared/runtime/problem.ts";
import { type Interaction, readEvent, readInteraction } from "./payloads.ts";
import { isFromSlack } from "./signature.ts";

/** What answering Slack needs of the world. */
export type Interacting = {
  /** With a timeout under three seconds: Slack waits no longer for the answer to a click. */
  readonly chat: Pick<Chat, "whisper">;
  /** What Slack may have signed with: more than one while a secret is being rotated. */
  readonly signingSecrets: () => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Log;
};

const notYet =
  "Thanks for jumping on this! Working a case from Slack comes with a later version, so that button changed nothing yet. Replying in the thread works meanwhile, and tells everybody who is on it.";

const commandAnswer =
  "Hi! Commands come with a later version. Until then, new cases are posted in their channel: reply in a case's thread to tell everybody who is on it.";

/** What Slack sends us: clicks, commands and events. Whatever Slack did not sign is refused before it is read. */
export function interactApp(needs: Interacting): Hono {
  const app = new Hono();
  app.use(requestId());
  app.post("/slack/interactions", signed(needs, (c, body) => answerInteraction(needs, c, body)));
  app.post("/slack/commands", signed(needs, (c) => c.json({ response_type: "ephemeral", text: commandAnswer })));
  app.post("/slack/events", signed(needs, answerEvent));
  app.notFound(notFound);
  app.onError(unavailable((error, request) => { needs.log.error("request not answered", error, { request }); }));
  return app;
}

type Answer = (c: Context, body: string) => Response | Promise<Response>;

function signed({ signingSecrets, clock }: Interacting, answer: Answer) {
  return async (c: Context): Promise<Response> => {
    const body = Buffer.from(await c.req.arrayBuffer());
    const timestamp = c.req.header("X-Slack-Request-Timestamp");
    const signature = c.req.header("X-Slack-Signature");
    if (isFromSlack(await signingSecrets(), { body, timestamp, signature }, clock.now().getTime())) return answer(c, body.toString());
    return problem(c, {
      status: 401,
      type: "unsigned",
      title: "Not signed by Slack",
      detail: "The signature does not fit the body, or it is more than five minutes old.",
    });
  };
}

async function answerInteraction(needs: Interacting, c: Context, body: string): Promise<Response> {
  const interaction = readInteraction(body);
  if (interaction === undefined) return unreadable(c);
  await respond(needs, interaction);
  return c.body(null, 200);
}

async function respond({ chat, log }: Interacting, interaction: Interaction): Promise<void> {
  switch (interaction.kind) {
    case "other":
      return;
    case "click":
      try {
        const { kind: _, ...to } = interaction;
        await chat.whisper(to, notYet);
      } catch (error) {
        // Slack would show the clicker a warning and send the click again; neither would help.
        log.error("click not answered", error);
      }
  }
}

function answerEvent(c: Context, body: string): Response {
  const event = readEvent(body);
  if (event === undefined) return unreadable(c);
  return "challenge" in event ? c.json({ challenge: event.challenge }) : c.body(null, 200);
}

function unreadable(c: Context): Response {
  return problem(c, { status: 400, type: "malformed", title: "Not what Slack sends", detail: "The body cannot be read." });
}
