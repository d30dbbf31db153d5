import { type Context, Hono } from "hono";
import { noRoute } from "../../shared/http/methods.ts";
import { problem, requestId, unavailable } from "../../shared/runtime/problem.ts";
import type { Interacting } from "./interacting.ts";
import { mayAct } from "./may-act.ts";
import { onClick } from "./on-click.ts";
import { onCommand } from "./on-command.ts";
import { onEditedDraft } from "./on-edited-draft.ts";
import { onSubmission } from "./on-submission.ts";
import { readCommand } from "./read-command.ts";
import { readEvent } from "./read-event.ts";
import { readInteraction } from "./read-interaction.ts";
import { showHome } from "./show-home.ts";
import { isFromSlack } from "./signature.ts";

/** What Slack's door needs of the world. */
export type SlackDoor = Interacting & {
  /** What Slack may have signed with: more than one while a secret is being rotated. */
  readonly signingSecrets: () => Promise<readonly string[]>;
};

/** What Slack sends us: clicks, dialogs, commands and events. Whatever Slack did not sign is refused before it is read. */
export function interactApp(needs: SlackDoor): Hono {
  const app = new Hono();
  app.use(requestId());
  app.post("/slack/interactions", signed(needs, (c, body) => answerInteraction(needs, c, body)));
  app.post("/slack/commands", signed(needs, (c, body) => answerCommand(needs, c, body)));
  app.post("/slack/events", signed(needs, (c, body) => answerEvent(needs, c, body)));
  app.notFound(noRoute(app));
  app.onError(unavailable((error, request) => { needs.log.error("request not answered", error, { request }); }));
  return app;
}

type Answer = (c: Context, body: string) => Response | Promise<Response>;

function signed({ signingSecrets, clock }: SlackDoor, answer: Answer) {
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

/**
 * A click or a dialog. What fails is answered 503, and Slack tells the person that it did not work; clicking again does
 * no harm, since a case knows what was done with it. Once a case was changed, nothing that only shows it fails any more.
 */
async function answerInteraction(needs: Interacting, c: Context, body: string): Promise<Response> {
  const interaction = readInteraction(body, needs.clock.now().toISOString());
  switch (interaction?.kind) {
    case undefined:
      return unreadable(c);
    case "click":
      await onClick(needs, interaction);
      return c.body(null, 200);
    case "submission": {
      const answer = await onSubmission(needs, interaction);
      return answer === undefined ? c.body(null, 200) : c.json(answer);
    }
    case "edited draft": {
      const answer = await onEditedDraft(needs, interaction);
      return answer === undefined ? c.body(null, 200) : c.json(answer);
    }
    case "other":
      return c.body(null, 200);
  }
}

async function answerCommand(needs: Interacting, c: Context, body: string): Promise<Response> {
  const command = readCommand(body);
  if (command === undefined) return unreadable(c);
  return c.json({ response_type: "ephemeral", ...(await onCommand(needs, command)) });
}

async function answerEvent(needs: Interacting, c: Context, body: string): Promise<Response> {
  const event = readEvent(body);
  switch (event?.kind) {
    case undefined:
      return unreadable(c);
    case "challenge":
      return c.json({ challenge: event.challenge });
    case "home opened": {
      const permission = await mayAct(needs, event);
      if (permission.kind === "allowed") await showHome(needs, permission.member);
      return c.body(null, 200);
    }
    case "other":
      return c.body(null, 200);
  }
}

function unreadable(c: Context): Response {
  return problem(c, { status: 400, type: "malformed", title: "Not what Slack sends", detail: "The body cannot be read." });
}
