import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Person } from "./directory.ts";
import { type Form, readForm } from "./form.ts";
import { type Here, HOME_AT, hrefOf } from "./page/scene.ts";
import { Refusal } from "./refusal.ts";
import { personOf, visibleChannel } from "./sight.ts";
import type { Workspace } from "./slack-workspace.ts";
import { AWAY } from "./store/statuses.ts";
import { type Clickable, sendClick } from "./to-app/click.ts";
import { closeView } from "./to-app/close.ts";
import type { Addresses } from "./to-app/deliver.ts";
import { openHome } from "./to-app/open-home.ts";
import { openView } from "./to-app/payload.ts";
import { say } from "./to-app/say.ts";
import { submitView } from "./to-app/submit.ts";

/** Where the app listens: absolute addresses, or paths on the server that shows the pages. */
export type AppAddresses = {
  readonly interactionsUrl: string;
  /** `commands` beside the interactions when absent. */
  readonly commandsUrl?: string;
  /** `events` beside the interactions when absent. */
  readonly eventsUrl?: string;
};

const clicked = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), channel: z.string(), id: z.string() }),
  z.object({ kind: z.literal("notice"), channel: z.string(), id: z.string() }),
  z.object({ kind: z.literal("view"), id: z.string() }),
]);
const pressed = z.object({ block: z.string(), action: z.string(), option: z.coerce.number().int().nonnegative().optional() });
const ofView = z.object({ id: z.string().optional(), all: z.string().optional() });
const uttered = z.object({ channel: z.string(), thread: z.string().optional(), text: z.string() });
const dismissed = z.object({ channel: z.string(), id: z.string() });
const leaving = z.object({ away: z.enum(["yes", "no"]) });

/** A form that was posted, by whom, and where they go on afterwards. */
type Posting = { readonly form: Form; readonly person: Person; readonly addresses: Addresses; readonly base: string };

const clickable = (workspace: Workspace, person: Person, form: Form): Clickable => {
  const on = clicked.parse(form.plain);
  if (on.kind === "view") return { kind: "view", view: openView(workspace, person, on.id) };
  const channel = visibleChannel(workspace, on.channel, person);
  if (on.kind === "message") {
    const message = workspace.messages.find(channel.id, on.id);
    if (message === undefined) throw new Refusal("message_not_found");
    return { kind: "message", channel, message };
  }
  const notice = workspace.notices.find(on.id);
  if (notice?.person !== person.id || notice.channel !== channel.id) throw new Refusal("message_not_found");
  return { kind: "notice", channel, notice };
};

/**
 * What people do on the pages, as plain form posts: `POST /click`, `/submit`, `/close`, `/open-home`, `/say`, `/away`,
 * `/dismiss`. Every form says who acts (`as`) and where they go on (`at`); what is typed into elements is named
 * `in/block/action`.
 */
export const pageForms = (workspace: Workspace, app: AppAddresses): Hono => {
  const forms = new Hono();

  const addressesFor = (context: Context, base: string): Addresses => {
    const absolute = (address: string, from = context.req.url): string => new URL(address, from).href;
    const interactionsUrl = absolute(app.interactionsUrl);
    return {
      interactionsUrl,
      commandsUrl: absolute(app.commandsUrl ?? "commands", interactionsUrl),
      eventsUrl: absolute(app.eventsUrl ?? "events", interactionsUrl),
      responseUrl: absolute(`${base}/response`),
    };
  };

  const hereOf = ({ form, person }: Posting): Here => {
    const { at = "" } = form.plain;
    if (at === HOME_AT) return { kind: "home" };
    const channel = at === "" ? workspace.defaultChannel : visibleChannel(workspace, decodeURIComponent(at), person);
    return { kind: "channel", channel };
  };

  /** Does it, and shows the page again at the place the work answers, or where the form was. */
  const post = (path: string, work: (posting: Posting) => Here | undefined | Promise<Here | undefined>, anchor: (form: Form) => string = () => "") => {
    forms.post(path, async (context) => {
      const form = readForm(await context.req.text(), context.req.url);
      const base = context.req.path.slice(0, -path.length);
      const posting: Posting = { form, person: personOf(form.plain["as"]), base, addresses: addressesFor(context, base) };
      const next = (await work(posting)) ?? hereOf(posting);
      return context.redirect(hrefOf(base, next, posting.person) + anchor(form), 303);
    });
  };

  const anchorOf = ({ plain }: Form): string => (plain["kind"] === "message" ? `#m${plain["id"] ?? ""}` : "");

  post("/click", async ({ form, person, addresses }) => {
    const { block, action, option } = pressed.parse(form.plain);
    const on = clickable(workspace, person, form);
    await sendClick(workspace, { person, on, blockId: block, actionId: action, option, typed: form.typed }, addresses);
    return undefined;
  }, anchorOf);

  post("/submit", async ({ form, person, addresses }) => {
    const view = openView(workspace, person, ofView.parse(form.plain).id);
    await submitView(workspace, person, view, form.typed, addresses);
    return undefined;
  });

  post("/close", async ({ form, person, addresses }) => {
    const { id, all } = ofView.parse(form.plain);
    await closeView(workspace, person, openView(workspace, person, id), addresses, { all: all !== undefined });
    return undefined;
  });

  post("/open-home", async ({ person, addresses }) => {
    await openHome(workspace, person, addresses);
    return { kind: "home" };
  });

  post("/say", async ({ form, person, addresses }) => {
    const { channel, thread, text } = uttered.parse(form.plain);
    await say(workspace, { person, channel: visibleChannel(workspace, channel, person), threadTs: thread, text }, addresses);
    return undefined;
  });

  post("/away", ({ form, person }) => {
    if (leaving.parse(form.plain).away === "yes") workspace.statuses.set(person.id, AWAY);
    else workspace.statuses.clear(person.id);
    return undefined;
  });

  post("/dismiss", ({ form, person }) => {
    const { channel, id } = dismissed.parse(form.plain);
    clickable(workspace, person, { typed: {}, plain: { kind: "notice", channel, id } });
    workspace.notices.dismiss(id);
    return { kind: "channel", channel: visibleChannel(workspace, channel, person) };
  });

  return forms;
};
