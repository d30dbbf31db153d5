import { createHash } from "node:crypto";
import type { Child } from "hono/jsx";
import { html } from "hono/html";
import { TEAM } from "../directory.ts";
import type { Scene } from "./scene.ts";
import { SCRIPT } from "./script.ts";
import { SideView } from "./side-view.tsx";
import { STYLE } from "./style.ts";
import { TopView, titleOf } from "./top-view.tsx";

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

/** What stands in the page's places. */
export type Parts = { readonly main: Child; readonly composer: Child; readonly modal: Child | undefined };

/** The whole page: channels at the side, who is looking at the top, and a modal over all that is not the choice of person. */
export const documentView = (scene: Scene, revision: string, { main, composer, modal }: Parts) => {
  const covered = modal !== undefined;
  return html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${titleOf(scene)} · ${TEAM.name}`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body data-revision={revision}>
        <header class="top" id="top"><TopView scene={scene} /></header>
        <nav class="side" id="side" aria-label="Channels" inert={covered}><SideView scene={scene} /></nav>
        <main id="main" inert={covered}>{main}</main>
        <div class="compose" id="compose" inert={covered}>{composer}</div>
        <div class="overlay" id="overlay">{modal}</div>
        <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
      </body>
    </html>
  )}`;
};
