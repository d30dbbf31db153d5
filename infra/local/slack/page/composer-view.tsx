import type { Scene } from "./scene.ts";
import { Hidden, actingFields } from "./surface-view.tsx";

/** Where one writes as the acting person: below the channel, or below a thread. */
export const Composer = ({ scene, channel, threadTs, invites }: {
  scene: Scene; channel: string; threadTs?: string; invites: string;
}) => (
  <form class="composer" method="post" action={`${scene.base}/say`} data-quiet data-empties>
    <Hidden fields={{ ...actingFields(scene), channel, ...(threadTs === undefined ? {} : { thread: threadTs }) }} />
    <textarea class="input" id={`say/${threadTs ?? channel}`} name="text" rows={1} required placeholder={invites} aria-label={invites} data-enter-sends />
    <button class="control primary" type="submit" aria-label="Send">➤</button>
  </form>
);
