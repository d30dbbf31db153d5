import { timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { NodeBindings } from "../http/connection.ts";
import { dropConnection, stayListening } from "../http/connection.ts";
import type { FaultAnswer } from "./faults.ts";
import { takeUpload } from "./file-upload.ts";
import { type JsonObject, jsonObject } from "./json.ts";
import type { RawArguments } from "./methods/arguments.ts";
import { chatMethods } from "./methods/chat-methods.ts";
import { conversationMethods } from "./methods/conversation-methods.ts";
import { fileMethods } from "./methods/file-methods.ts";
import { historyMethods } from "./methods/history-methods.ts";
import { peopleMethods } from "./methods/people-methods.ts";
import { viewMethods } from "./methods/view-methods.ts";
import { workspaceMethods } from "./methods/workspace-methods.ts";
import { Refusal } from "./refusal.ts";
import type { Workspace } from "./slack-workspace.ts";

const METHODS = new Map(
  [workspaceMethods, peopleMethods, conversationMethods, historyMethods, chatMethods, viewMethods, fileMethods].flatMap((methods) =>
    Object.entries(methods),
  ),
);

type ApiContext = Context<{ Bindings: NodeBindings }>;

const parseObject = (body: string): JsonObject => {
  try {
    return jsonObject.parse(JSON.parse(body));
  } catch (error) {
    throw new Refusal(error instanceof SyntaxError ? "invalid_json" : "json_not_object");
  }
};

const bodyArguments = async (context: Context): Promise<RawArguments> => {
  const [type = ""] = (context.req.header("content-type") ?? "").split(";");
  switch (type.trim().toLowerCase()) {
    case "application/json":
      return parseObject(await context.req.text());
    case "application/x-www-form-urlencoded":
      return Object.fromEntries(new URLSearchParams(await context.req.text()));
    case "multipart/form-data":
      return Object.fromEntries(await context.req.formData());
    case "":
      if ((await context.req.text()) !== "") throw new Refusal("missing_post_type");
      return {};
    default:
      throw new Refusal("invalid_post_type");
  }
};

const argumentsOf = async (context: Context): Promise<RawArguments> => ({
  ...context.req.query(),
  ...(context.req.method === "POST" ? await bodyArguments(context) : {}),
});

const sameText = (left: string, right: string): boolean => {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** In a JSON body Slack looks for no token: there it must come in the header. */
const authenticate = (context: Context, sent: RawArguments, token: string): void => {
  const isJson = context.req.header("content-type")?.startsWith("application/json") === true;
  const header = /^Bearer\s+(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  const given = header ?? (isJson ? context.req.query("token") : sent["token"]);
  if (typeof given !== "string" || given === "") throw new Refusal("not_authed");
  if (!sameText(given, token)) throw new Refusal("invalid_auth");
};

const refusalJson = ({ code, details }: Refusal): JsonObject => ({
  ok: false,
  error: code,
  ...(details.length === 0
    ? {}
    : { errors: details.map((detail) => detail.replace("[ERROR] ", "")), response_metadata: { messages: [...details] } }),
});

const answerFault = (context: ApiContext, answer: Exclude<FaultAnswer, { kind: "processing" }>): Response | Promise<Response> => {
  switch (answer.kind) {
    case "rate_limited":
      return context.json({ ok: false, error: "ratelimited" }, 429, { "Retry-After": String(answer.retryAfterSeconds) });
    case "status":
      return context.text("upstream connect error", answer.status);
    case "error":
      return context.json({ ok: false, error: answer.error });
    case "drop":
      return dropConnection(context);
    case "silence":
      return stayListening(context);
  }
};

/**
 * The workspace's Web API: `POST …/chat.postMessage` and so on, as `@slack/web-api` calls it. A path ending in
 * `/api` above it is taken as the place of the pages it links to, one folder up.
 *
 * Everything Slack would refuse is answered `{ ok: false, error }` with HTTP 200; only rate limits (429) and
 * planned faults use other statuses. What a call changed is on disk before it is answered.
 */
export const slackApi = (workspace: Workspace): Hono<{ Bindings: NodeBindings }> => {
  const api = new Hono<{ Bindings: NodeBindings }>();

  const run = (name: string, sent: RawArguments, context: ApiContext, workedOnForMs: number): JsonObject => {
    const method = METHODS.get(name);
    if (method === undefined) throw new Refusal("unknown_method");
    if (context.req.method !== "POST" && !method.reads) throw new Refusal("invalid_post_type");
    const here = new URL(context.req.url);
    const pagesUrl = here.origin + here.pathname.replace(/\/(?:api\/)?[^/]*$/, "");
    const apiUrl = here.origin + here.pathname.replace(/\/[^/]*$/, "");
    return { ok: true, ...method.run(sent, { workspace, pagesUrl, apiUrl, workedOnForMs }) };
  };

  const channelIn = (sent: RawArguments): string | undefined => (typeof sent["channel"] === "string" ? sent["channel"] : undefined);

  api.on(["GET", "POST"], "/:method", async (context) => {
    const name = context.req.param("method");
    const sent = await argumentsOf(context);
    if (name !== "api.test") authenticate(context, sent, workspace.token);

    context.header("X-OAuth-Scopes", workspace.scopes.join(","));

    const fault = workspace.faults.take(name, channelIn(sent));
    const answered = fault?.answer.kind === "processing" ? undefined : fault?.answer;
    if (answered !== undefined && fault?.accepted !== true) return answerFault(context, answered);
    if (name === "chat.postMessage") {
      const wait = workspace.posting.admit(channelIn(sent) ?? "");
      if (wait > 0) return answerFault(context, { kind: "rate_limited", retryAfterSeconds: wait });
    }
    const answer = run(name, sent, context, fault?.answer.kind === "processing" ? fault.answer.forMs : 0);
    return answered === undefined ? context.json(answer) : answerFault(context, answered);
  });

  api.post("/upload/v1/:ticket", (context) => takeUpload(workspace, context));

  api.onError((error, context) => {
    if (error instanceof Refusal) return context.json(refusalJson(error));
    throw error;
  });

  return api;
};
