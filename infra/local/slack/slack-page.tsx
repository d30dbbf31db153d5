import { type Context, Hono } from "hono";
import * as z from "zod";
import { sameOriginOnly } from "../../../shared/http/same-origin.ts";
import { HUMANS, type Person } from "./directory.ts";
import { type AppAddresses, pageForms } from "./page-forms.ts";
import { Composer } from "./page/composer-view.tsx";
import { CONTENT_SECURITY_POLICY, type Parts, documentView } from "./page/document-view.tsx";
import { HomeView } from "./page/home-view.tsx";
import { ModalView } from "./page/modal-view.tsx";
import { type Here, type Scene, hrefOf } from "./page/scene.ts";
import { Timeline, type Topic } from "./page/timeline-view.tsx";
import { pictureType } from "./pictures.ts";
import { Refusal } from "./refusal.ts";
import { responseUrls } from "./response-url.ts";
import { personOf, visibleChannel } from "./sight.ts";
import type { Workspace } from "./slack-workspace.ts";
import type { Channel } from "./store/channels.ts";
import { parseTs } from "./timestamp.ts";

const MESSAGES_A_PAGE = 100;
const REPLIES_SHOWN = 200;

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

const sceneOf = (workspace: Workspace, base: string, here: Here, person: Person): Scene => {
  const channels = workspace.channels.all();
  return {
    base, person, here, channels, now: workspace.now(),
    drafts: workspace.drafts.of(person.id),
    away: new Set(HUMANS.map(({ id }) => id).filter((id) => workspace.statuses.of(id).text !== "")),
    unread: new Map(channels.map(({ id }) => [id, workspace.readings.unread(person.id, id)])),
  };
};

const channelParts = (workspace: Workspace, scene: Scene, channel: Channel, before: number | undefined): Omit<Parts, "modal"> => {
  const { topics, hasMore } = topicsBefore(workspace, channel, before === undefined ? Number.MAX_SAFE_INTEGER : before - 1);
  const olderThan = hasMore ? topics.at(-1)?.message.ts : undefined;
  const notices = workspace.notices.seenBy(channel.id, scene.person.id);
  const invites = channel.kind === "im" ? "Message Afterscore" : `Message #${channel.name}`;
  return {
    main: <Timeline scene={scene} channel={channel} topics={topics} notices={notices} olderThan={olderThan} />,
    composer: channel.archived ? null : <Composer scene={scene} channel={channel.id} invites={invites} />,
  };
};

const partsOf = (workspace: Workspace, scene: Scene, before: number | undefined): Parts => {
  const top = workspace.views.stackOf(scene.person.id).at(-1);
  const modal = top === undefined ? undefined : <ModalView scene={scene} view={top} />;
  if (scene.here.kind === "channel") return { ...channelParts(workspace, scene, scene.here.channel, before), modal };
  return { main: <HomeView scene={scene} view={workspace.views.homeOf(scene.person.id)} />, composer: null, modal };
};

const withoutLast = (path: string, segments: number): string => path.split("/").slice(0, -segments).join("/");

/**
 * The workspace as people see it, to be mounted where `slackApi` is mounted one folder below: `GET /` the default
 * channel, `GET /:channel` any by name or id, `GET /app/home` the app's Home; `?as=U0MIA` says who is looking. What
 * people do are plain form posts; the server signs them and sends them to the app, whose late answers come back to
 * `POST /response/:id`.
 */
export const slackPage = (workspace: Workspace, app: AppAddresses): Hono => {
  const page = new Hono();
  page.use(sameOriginOnly);

  const show = (context: Context, base: string, here: Here, person: Person): Response | Promise<Response> => {
    if (here.kind === "channel") workspace.readings.read(person.id, here.channel.id);
    const revision = `${workspace.revision()}-${new Date(workspace.now()).toDateString().replaceAll(" ", "")}`;
    context.header("ETag", `"${revision}"`);
    context.header("Cache-Control", "no-cache");
    context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "same-origin");
    if (context.req.header("if-none-match") === `"${revision}"`) return context.body(null, 304);
    const scene = sceneOf(workspace, base, here, person);
    return context.html(documentView(scene, revision, partsOf(workspace, scene, parseTs(context.req.query("before") ?? ""))));
  };

  const showChannel = (context: Context, base: string, idOrName: string): Response | Promise<Response> => {
    const person = personOf(context.req.query("as"));
    return show(context, base, { kind: "channel", channel: visibleChannel(workspace, idOrName, person) }, person);
  };

  page.get("/", (context) => showChannel(context, context.req.path.replace(/\/$/, ""), workspace.defaultChannel.id));

  // The name may be empty: `/local/slack/`, as `auth.test` gives the address, is the default channel too.
  page.get("/:channel{[^/]*}", (context) =>
    showChannel(context, withoutLast(context.req.path, 1), context.req.param("channel") || workspace.defaultChannel.id),
  );

  page.get("/app/home", (context) =>
    show(context, withoutLast(context.req.path, 2), { kind: "home" }, personOf(context.req.query("as"))),
  );

  page.get("/archives/:channel/:message", (context) => {
    const person = personOf(context.req.query("as"));
    const channel = visibleChannel(workspace, context.req.param("channel"), person);
    const ts = context.req.param("message").replace(/^p(\d+)(\d{6})$/, "$1.$2");
    return context.redirect(`${hrefOf(withoutLast(context.req.path, 3), { kind: "channel", channel }, person)}#m${ts}`, 303);
  });

  page.get("/files/:id", (context) => {
    const bytes = workspace.files.bytesOf(context.req.param("id"));
    const type = bytes === undefined ? undefined : pictureType(bytes);
    if (bytes === undefined || type === undefined) return context.text("There is no such picture", 404);
    return context.body(new Uint8Array(bytes), 200, {
      "Content-Type": type,
      "Content-Security-Policy": "default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, max-age=86400, immutable",
      "Cross-Origin-Resource-Policy": "same-origin",
    });
  });

  page.route("/", pageForms(workspace, app));
  page.route("/response", responseUrls(workspace));

  page.onError((error, context) => {
    if (error instanceof z.ZodError || error instanceof URIError) return context.text("That form is incomplete", 400);
    if (!(error instanceof Refusal)) throw error;
    return context.text(`Not here any more: ${error.message}`, 404);
  });

  return page;
};
