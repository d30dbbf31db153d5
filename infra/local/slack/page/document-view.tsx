import { createHash } from "node:crypto";
import type { Child } from "hono/jsx";
import { html } from "hono/html";
import { APP, HUMANS, TEAM } from "../directory.ts";
import type { Channel } from "../store/channels.ts";
import { Avatar } from "./message-view.tsx";
import { type Scene, channelHref } from "./scene.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

const hashSource = (inline: string): string => `'sha256-${createHash("sha256").update(inline).digest("base64")}'`;

/**
 * The page's Content-Security-Policy: one script and one style, known by their hashes. Pictures in messages
 * may come from anywhere, as in Slack; everything else, and being framed by another page, is refused.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src ${hashSource(SCRIPT)}`,
  `style-src-elem ${hashSource(STYLE)}`,
  "style-src-attr 'unsafe-inline'",
  "img-src http: https: data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const nameOf = (channel: Channel): string => (channel.kind === "im" ? "Afterscore" : `# ${channel.name}`);

const ChannelLink = ({ scene, channel }: { scene: Scene; channel: Channel }) => (
  <a
    href={channelHref(scene, channel)}
    class={channel.archived ? "archived" : ""}
    aria-current={channel.id === scene.channel.id ? "page" : undefined}
  >
    {nameOf(channel)}
  </a>
);

const directs = (scene: Scene): Channel[] =>
  scene.channels.filter(({ kind, members }) => kind === "im" && members.includes(scene.person.id));

/** The whole page around a timeline: channels at the side, who is looking at the top. */
export const documentView = (scene: Scene, revision: string, children: Child) => html`<!doctype html>${(
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${nameOf(scene.channel)} · ${TEAM.name}`}</title>
      <link rel="icon" href="data:," />
      <noscript>
        <meta http-equiv="refresh" content="5" />
      </noscript>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body data-revision={revision}>
      <header class="top">
        <h1>{nameOf(scene.channel)}</h1>
        <span class="quiet">
          {scene.channel.archived ? "archived" : `${scene.channel.members.filter((id) => id !== APP.userId).length} people`}
        </span>
        <nav class="people" aria-label="Acting as">
          <span class="quiet">Acting as</span>
          {HUMANS.map((person) => (
            <a
              href={channelHref(scene, scene.channel.kind === "im" ? (scene.channels[0] ?? scene.channel) : scene.channel, person)}
              title={`Act as ${person.name}`}
              aria-current={person.id === scene.person.id ? "true" : undefined}
            >
              <Avatar person={person} small />
              <span class="name">{person.name}</span>
            </a>
          ))}
        </nav>
      </header>
      <nav class="side" id="side" aria-label="Channels">
        <h2>Channels</h2>
        {scene.channels.filter(({ kind }) => kind === "channel").map((channel) => <ChannelLink scene={scene} channel={channel} />)}
        {directs(scene).length === 0 ? null : <h2>Direct messages</h2>}
        {directs(scene).map((channel) => <ChannelLink scene={scene} channel={channel} />)}
      </nav>
      <main id="main">{children}</main>
      <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
    </body>
  </html>
)}`;
