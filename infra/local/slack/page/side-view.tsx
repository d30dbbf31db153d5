import type { Channel } from "../store/channels.ts";
import { type Scene, channelHref } from "./scene.ts";
import { Hidden, actingFields } from "./surface-view.tsx";

/** What a channel is called at the side and on top. */
export const nameOf = (channel: Channel): string => (channel.kind === "im" ? "Afterscore" : `# ${channel.name}`);

const Unread = ({ count, direct }: { count: number; direct: boolean }) =>
  count > 0 && direct ? <span class="count" aria-label={`${count} unread`}>{count}</span> : null;

const ChannelLink = ({ scene, channel }: { scene: Scene; channel: Channel }) => {
  const here = scene.here.kind === "channel" && scene.here.channel.id === channel.id;
  const unread = here ? 0 : (scene.unread.get(channel.id) ?? 0);
  const look = [channel.archived ? "archived" : "", unread > 0 ? "unread" : ""].join(" ").trim();
  return (
    <a href={channelHref(scene, channel)} class={look} aria-current={here ? "page" : undefined}>
      <span class="name">{nameOf(channel)}</span>
      <Unread count={unread} direct={channel.kind === "im"} />
    </a>
  );
};

/** Channels, the app's Home, and what it said to the person alone. Opening the Home is a form post, since the app hears of it. */
export const SideView = ({ scene }: { scene: Scene }) => {
  const shown = scene.channels.filter(({ kind, members }) => kind === "channel" || members.includes(scene.person.id));
  const directs = shown.filter(({ kind }) => kind === "im");
  return (
    <>
      <h2>Channels</h2>
      {shown.filter(({ kind }) => kind === "channel").map((channel) => <ChannelLink scene={scene} channel={channel} />)}
      <h2>Apps</h2>
      <form method="post" action={`${scene.base}/open-home`}>
        <Hidden fields={actingFields(scene)} />
        <button class="to-home" type="submit" aria-current={scene.here.kind === "home" ? "page" : undefined}>Afterscore – Home</button>
      </form>
      {directs.length === 0 ? null : <h2>Direct messages</h2>}
      {directs.map((channel) => <ChannelLink scene={scene} channel={channel} />)}
    </>
  );
};
