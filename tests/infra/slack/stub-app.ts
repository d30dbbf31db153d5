import { createHmac } from "node:crypto";
import { Hono } from "hono";
import * as z from "zod";
import { SIGNING_SECRET, served } from "./running-workspace.ts";

const payload = z.looseObject({
  type: z.string(),
  trigger_id: z.string().optional(),
  response_url: z.url().optional(),
  user: z.looseObject({ id: z.string() }),
  container: z.looseObject({}).optional(),
  view: z.looseObject({ id: z.string(), hash: z.string(), state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))) }) }).optional(),
  actions: z.array(z.looseObject({ action_id: z.string() })).optional(),
});
const eventCallback = z.looseObject({ type: z.string(), event: z.looseObject({ type: z.string(), user: z.string() }) });

export type Payload = z.infer<typeof payload>;
export type Answer = Response | undefined | Promise<Response | undefined>;

/** What the app does with what it is sent; nothing and an empty 200 when absent. */
export type Behaviour = {
  readonly interaction?: (payload: Payload) => Answer;
  readonly command?: (fields: Readonly<Record<string, string>>) => Answer;
  readonly event?: (callback: z.infer<typeof eventCallback>) => Answer;
};

/** An app that checks Slack's signature, remembers what it was sent, and answers as told. */
export const stubApp = async (behaviour: Behaviour = {}) => {
  const interactions: Payload[] = [];
  const commands: Record<string, string>[] = [];
  const events: z.infer<typeof eventCallback>[] = [];
  const unsigned: string[] = [];
  const app = new Hono();
  app.use(async (context, next) => {
    const body = await context.req.text();
    const timestamp = context.req.header("x-slack-request-timestamp") ?? "";
    const expected = `v0=${createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
    if (context.req.header("x-slack-signature") !== expected || !fresh) unsigned.push(body);
    await next();
  });
  app.post("/slack/interactions", async (context) => {
    const sent = payload.parse(JSON.parse(new URLSearchParams(await context.req.text()).get("payload") ?? "null"));
    interactions.push(sent);
    return (await behaviour.interaction?.(sent)) ?? context.body(null, 200);
  });
  app.post("/slack/commands", async (context) => {
    const fields = Object.fromEntries(new URLSearchParams(await context.req.text()));
    commands.push(fields);
    return (await behaviour.command?.(fields)) ?? context.body(null, 200);
  });
  app.post("/slack/events", async (context) => {
    const sent = eventCallback.parse(JSON.parse(await context.req.text()));
    events.push(sent);
    return (await behaviour.event?.(sent)) ?? context.body(null, 200);
  });
  return { interactions, commands, events, unsigned, interactionsUrl: `${await served(app)}/slack/interactions` };
};
