import { randomUUID } from "node:crypto";
import * as z from "zod";
import { APP, GRANTED_SCOPES, HUMANS } from "./directory.ts";
import { type Fault, type Faults, plannedFaults } from "./faults.ts";
import { type PostingRate, type RateLimit, postingRate } from "./posting-rate.ts";
import { type Channel, type Channels, channelStore } from "./store/channels.ts";
import { openDatabase } from "./store/database.ts";
import { type Drafts, draftStore } from "./store/drafts.ts";
import { type Files, fileStore } from "./store/files.ts";
import { type Grants, grantStore } from "./store/grants.ts";
import { type Messages, messageStore } from "./store/messages.ts";
import { type Notices, noticeStore } from "./store/notices.ts";
import { type Readings, readingStore } from "./store/readings.ts";
import { type Statuses, statusStore } from "./store/statuses.ts";
import { timeline } from "./store/timeline.ts";
import { type Views, viewStore } from "./store/views.ts";

/** What a workspace needs to start. */
export type WorkspaceOptions = {
  /** The SQLite file; made when missing. */
  readonly file: string;
  /** The bot token the API accepts, `xoxb-…`. */
  readonly token: string;
  /** Signs the interactions this workspace sends. */
  readonly signingSecret: string;
  /** Public channels that must exist, without `#`; the first is the default. Existing ones are kept as they are. */
  readonly channels: readonly string[];
  /** Milliseconds since 1970; the real clock when absent. */
  readonly now?: () => number;
  /** What the bot token is said to be allowed; all of the app's scopes when absent. Said, not enforced. */
  readonly scopes?: readonly string[];
  /** Slows posting down per channel as Slack does; off when absent. */
  readonly rateLimit?: RateLimit;
};

/** A Slack workspace on this machine: its rules and everything said in it, durable over `kill -9`. */
export type Workspace = {
  readonly token: string;
  readonly signingSecret: string;
  readonly scopes: readonly string[];
  readonly now: () => number;
  readonly defaultChannel: Channel;
  readonly channels: Channels;
  readonly messages: Messages;
  readonly notices: Notices;
  readonly views: Views;
  readonly drafts: Drafts;
  readonly readings: Readings;
  /** What people say about themselves, e.g. that they are away. */
  readonly statuses: Statuses;
  readonly grants: Grants;
  readonly files: Files;
  readonly posting: PostingRate;
  readonly faults: Faults;
  /** Makes the next calls of a method fail; see `Fault`. */
  readonly inject: (fault: Fault) => void;
  /** Who is at their desk; everyone is until told otherwise, and a restart forgets. */
  readonly presence: ReadonlyMap<string, "active" | "away">;
  readonly setPresence: (personId: string, presence: "active" | "away") => void;
  /** Differs after anything changed; pages use it to know whether to redraw. */
  readonly revision: () => string;
  readonly close: () => void;
};

const changes = z.object({ changes: z.number() });

/**
 * Opens a workspace.
 *
 * @example
 * const workspace = slackWorkspace({ file: ".afterscore/slack.db", token: "xoxb-local", signingSecret: "…", channels: ["cs-alerts"] });
 * app.route("/local/slack/api", slackApi(workspace));
 * app.route("/local/slack", slackPage(workspace, { interactionsUrl: "/slack/interactions" }));
 */
export const slackWorkspace = (options: WorkspaceOptions): Workspace => {
  const now = options.now ?? Date.now;
  const database = openDatabase(options.file);
  const issueTs = timeline(database, now);
  const channels = channelStore(database, now);
  const known = new Set(channels.all().map(({ name }) => name));
  for (const name of options.channels) if (!known.has(name)) channels.create(name);
  const defaultName = options.channels[0];
  if (defaultName === undefined) throw new Error("A workspace needs at least one channel: the default one");

  const faults = plannedFaults();
  const presence = new Map<string, "active" | "away">([...HUMANS, { id: APP.userId }].map(({ id }) => [id, "active"]));
  const opening = randomUUID();
  const countChanges = database.prepare("SELECT total_changes() AS changes");

  return {
    token: options.token,
    signingSecret: options.signingSecret,
    scopes: options.scopes ?? GRANTED_SCOPES,
    now,
    get defaultChannel() {
      return channels.resolve(defaultName);
    },
    channels,
    messages: messageStore(database, issueTs),
    notices: noticeStore(database, issueTs),
    views: viewStore(database, now),
    drafts: draftStore(database),
    readings: readingStore(database),
    statuses: statusStore(database),
    grants: grantStore(database, now),
    files: fileStore(database),
    posting: postingRate(options.rateLimit, now),
    faults,
    inject: (fault) => { faults.inject(fault); },
    presence,
    setPresence: (personId, state) => { presence.set(personId, state); },
    revision: () => `${opening}-${changes.parse(countChanges.get()).changes}`,
    close: () => { database.close(); },
  };
};
