import { GROUPS, type Person, personById } from "../directory.ts";
import type { Channel } from "../store/channels.ts";

/** What is the same for everything drawn on one page. */
export type Scene = {
  /** Path the pages are mounted at, without a slash at its end. */
  readonly base: string;
  /** The person looking and clicking. */
  readonly person: Person;
  readonly channel: Channel;
  readonly channels: readonly Channel[];
  readonly now: number;
};

/** The address of a channel's page, keeping who is looking. */
export const channelHref = (scene: Scene, channel: Channel, person: Person = scene.person): string =>
  `${scene.base}/${encodeURIComponent(channel.name)}?as=${person.id}`;

/** `@Mia Chen`; an unknown id stays readable as it is. */
export const userLabel = (id: string, label?: string): string => `@${personById(id)?.name ?? label ?? id}`;

/** `@csm` */
export const groupLabel = (id: string, label?: string): string =>
  `@${GROUPS.find((group) => group.id === id)?.handle ?? label?.replace(/^@/, "") ?? id}`;

/** `#cs-alerts` */
export const channelLabel = (scene: Scene, id: string, label?: string): string =>
  `#${scene.channels.find((channel) => channel.id === id)?.name ?? label ?? id}`;

/** An address a person may follow: other schemes, `javascript:` above all, are not links. */
export const safeHref = (address: string): string | undefined => {
  const parsed = URL.parse(address);
  return parsed !== null && ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : undefined;
};
