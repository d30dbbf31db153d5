import { type Context, Hono } from "hono";
import * as z from "zod";
import { HUMANS, type Person } from "./directory.ts";
import { type Click, sendClick } from "./interaction.ts";
import { CONTENT_SECURITY_POLICY, documentView } from "./page/document-view.tsx";
import { type Scene, channelHref } from "./page/scene.ts";
import { Timeline, type Topic } from "./page/timeline-view.tsx";
import { Refusal } from "./refusal.ts";
import { responseUrls } from "./response-url.ts";
import { sameOriginOnly } from "../http/same-origin.ts";
import type { Workspace } from "./slack-workspace.ts";
import type { Channel } from "./store/channels.ts";
import { parseTs } from "./timestamp.ts";

/** Where clicks are sent: an absolute address, or a path on the server that shows the page. */
export type PageOptions = { readonly interactionsUrl: string };

const MESSAGES_A_PAGE = 100;
const REPLIES_SHOWN = 200;

const clickForm = z.object({
  as: z.string(),
  channel: z.string(),
  kind: z.enum(["message", "notice"]),
  id: z.string(),
  block: z.string(),
  element: z.coerce.number().int().nonnegative(),
  option: z.coerce.number().int().nonnegative().optional(),
});
const dismissForm = z.object({ as: z.string(), channel: z.string(), id: z.string() });

const personOf = (id: string | undefined): Person => HUMANS.find((person) => person.id === id) ?? HUMANS[0];

/** What the person can see; unlike in the API, looking at a page must not open a direct message. */
const visibleChannel = (workspace: Workspace, idOrName: string, person: Person): Channel => {
  const found = workspace.channels.all().find(({ id, name }) => id === idOrName || name === idOrName);
  const hidden = found?.kind === "im" && !found.members.includes(person.id);
  if (found === undefined || hidden) throw new Refusal("channel_not_found");
  return found;
};

const topicsBefore = (workspace: Workspace, channel: Channel, before: number): { topics: Topic[]; hasMore: boolean } => {
  const { messages, hasMore } = workspace.messages.history(channel.id, { from: 0, to: before }, MESSAGES_A_PAGE);
  const summaries = workspace.messages.summaries(channel.id, messages);
  const whole = { from: 0, to: Number.MAX_SAFE_INTEGER };
  return {
    topics: messages.map((message) => {
      const summary = summaries.get(message.ts);
      const replies = summary === undefined ? [] : workspace.messages.replies(channel.id, message.ts, whole, REPLIES_SHOWN).messages;
      return { message, summary, replies };
    }),
    hasMore,
  };
};

const subjectOf = (workspace: Workspace, channel: Channel, person: Person, kind: "message" | "notice", id: string): Click["on"] => {
  if (kind === "message") {
    const message = workspace.messages.find(channel.id, id);
    if (message === undefined) throw new Refusal("message_not_found");
    return { kind, message };
  }
  const notice = workspace.notices.find(id);
  if (notice?.person !== person.id || notice.channel !== channel.id) throw new Refusal("message_not_found");
  return { kind, notice };
};

const withoutLast = (path: string, segments: number): string => path.split("/").slice(0, -segments).join("/");

/**
 * The workspace as people see it, to be mounted where `slackApi` is mounted one folder below: `GET /` the default
 * channel, `GET /:channel` any by name or id, `?as=U0MIA` who is looking. Clicks are plain form posts; the server
 * signs them and sends them to the app, whose answers come back to `POST /response/:id`.
 */
export const slackPage = (workspace: Workspace, options: PageOptions): Hono => {
  const page = new Hono();
  page.use(sameOriginOnly);

  const show = (context: Context, base: string, idOrName: string): Response | Promise<Response> => {
    const person = personOf(context.req.query("as"));
    const channel = visibleChannel(workspace, idOrName, person);
    const scene: Scene = { base, person, channel, channels: workspace.channels.all(), now: workspace.now() };
    const revision = `${workspace.revision()}-${new Date(scene.now).toDateString().replaceAll(" ", "")}`;
    context.header("ETag", `"${revision}"`);
    context.header("Cache-Control", "no-cache");
    context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "same-origin");
    if (context.req.header("if-none-match") === `"${revision}"`) return context.body(null, 304);

    const before = parseTs(context.req.query("before") ?? "");
    const { topics, hasMore } = topicsBefore(workspace, channel, before === undefined ? Number.MAX_SAFE_INTEGER : before - 1);
    const olderThan = hasMore ? topics.at(-1)?.message.ts : undefined;
    const notices = workspace.notices.seenBy(channel.id, person.id);
    return context.html(
      documentView(scene, revision, <Timeline scene={scene} topics={topics} notices={notices} olderThan={olderThan} />),
    );
  };

  const goTo = (context: Context, base: string, channel: Channel, person: Person, anchor: string): Response =>
    context.redirect(channelHref({ base, channel, person, channels: [], now: 0 }, channel) + anchor, 303);

  page.get("/", (context) => show(context, context.req.path.replace(/\/$/, ""), workspace.defaultChannel.id));

  // The name may be empty: `/local/slack/`, as `auth.test` gives the address, is the default channel too.
  page.get("/:channel{[^/]*}", (context) =>
    show(context, withoutLast(context.req.path, 1), context.req.param("channel") || workspace.defaultChannel.id),
  );

  page.get("/archives/:channel/:message", (context) => {
    const person = personOf(context.req.query("as"));
    const channel = visibleChannel(workspace, context.req.param("channel"), person);
    const ts = context.req.param("message").replace(/^p(\d+)(\d{6})$/, "$1.$2");
    return goTo(context, withoutLast(context.req.path, 3), channel, person, `#m${ts}`);
  });

  page.post("/click", async (context) => {
    const form = clickForm.parse(await context.req.parseBody());
    const person = personOf(form.as);
    const channel = visibleChannel(workspace, form.channel, person);
    const on = subjectOf(workspace, channel, person, form.kind, form.id);
    const base = withoutLast(context.req.path, 1);
    await sendClick(
      workspace,
      { channel, person, on, blockId: form.block, element: form.element, option: form.option },
      {
        interactionsUrl: new URL(options.interactionsUrl, context.req.url).href,
        responseUrl: new URL(`${base}/response`, context.req.url).href,
      },
    );
    return goTo(context, base, channel, person, form.kind === "message" ? `#m${form.id}` : "");
  });

  page.post("/dismiss", async (context) => {
    const form = dismissForm.parse(await context.req.parseBody());
    const person = personOf(form.as);
    const channel = visibleChannel(workspace, form.channel, person);
    subjectOf(workspace, channel, person, "notice", form.id);
    workspace.notices.dismiss(form.id);
    return goTo(context, withoutLast(context.req.path, 1), channel, person, "");
  });

  page.route("/response", responseUrls(workspace));

  page.onError((error, context) => {
    if (error instanceof z.ZodError) return context.text("That form is incomplete", 400);
    if (!(error instanceof Refusal)) throw error;
    return context.text(`Not here any more: ${error.message}`, 404);
  });

  return page;
};
