import { Hono } from "hono";
import * as z from "zod";
import { newContent } from "./content.ts";
import { APP } from "./directory.ts";
import { structure } from "./methods/arguments.ts";
import { Refusal } from "./refusal.ts";
import type { ClickOrigin } from "./store/grants.ts";
import type { Workspace } from "./slack-workspace.ts";

/** What an app may send to a `response_url` (docs.slack.dev/interactivity/handling-user-interaction). */
const reply = z.object({
  text: z.string().optional(),
  mrkdwn: z.boolean().optional(),
  blocks: structure.optional(),
  attachments: structure.optional(),
  metadata: structure.optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});
type Reply = z.infer<typeof reply>;

const change = (workspace: Workspace, { channel, on }: ClickOrigin, answer: Reply): void => {
  switch (on.kind) {
    case "message":
      if (answer.delete_original) workspace.messages.remove(channel, on.ts);
      else workspace.messages.edit(channel, on.ts, answer);
      return;
    case "notice":
      if (answer.delete_original) workspace.notices.dismiss(on.id);
      else workspace.notices.replace(on.id, newContent(answer));
      return;
    case "command":
      throw new Refusal("invalid_payload", ["a command has no original to change"]);
  }
};

/** Says an app's answer where the person is: to them alone, or to everybody. @throws Refusal when it cannot be shown */
export const sayReply = (workspace: Workspace, origin: Omit<ClickOrigin, "on">, answer: Reply): void => {
  const post = { channel: origin.channel, author: APP.userId, content: newContent(answer) };
  if (answer.response_type === "in_channel") workspace.messages.post({ ...post, threadTs: answer.thread_ts });
  else workspace.notices.post({ ...post, person: origin.person, threadTs: answer.thread_ts ?? origin.threadTs });
};

/** Reads an app's answer. @throws Refusal `invalid_payload` */
export const parseReply = (body: string): Reply => {
  try {
    return reply.parse(JSON.parse(body));
  } catch (error) {
    throw new Refusal("invalid_payload", [String(error)]);
  }
};

/**
 * `POST /:id`: an app's late answer to a click. Privately to the person who clicked unless it says
 * `in_channel`; `replace_original` and `delete_original` change what was clicked on instead. Each id
 * works five times in thirty minutes, then it is 404.
 */
export const responseUrls = (workspace: Workspace): Hono => {
  const app = new Hono();
  app.post("/:id", async (context) => {
    const answer = parseReply(await context.req.text());
    const origin = workspace.grants.useResponse(context.req.param("id"));
    if (answer.replace_original || answer.delete_original) change(workspace, origin, answer);
    else sayReply(workspace, origin, answer);
    return context.json({ ok: true });
  });
  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    const gone = error.code === "expired_url" || error.code === "used_url";
    return context.json({ ok: false, error: error.code, messages: [...error.details] }, gone ? 404 : 400);
  });
  return app;
};
