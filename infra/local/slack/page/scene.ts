import { GROUPS, type Person, personById } from "../directory.ts";
import type { Channel } from "../store/channels.ts";
import type { Draft } from "../store/drafts.ts";

/** What is open on the page: a channel, or the app's Home. */
export type Here = { readonly kind: "channel"; readonly channel: Channel } | { readonly kind: "home" };

/** What is the same for everything drawn on one page. */
export type Scene = {
  /** Path the pages are mounted at, without a slash at its end. */
  readonly base: string;
  /** The person looking and clicking. */
  readonly person: Person;
  readonly here: Here;
  readonly channels: readonly Channel[];
  readonly now: number;
  /** What the person has typed and chosen so far, by subject. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Ids of people who said they are away. */
  readonly away: ReadonlySet<string>;
  /** Messages not yet read, by channel id. */
  readonly unread: ReadonlyMap<string, number>;
};

/** The address of the app's Home below the pages; two segments, so that no channel can have that name. */
export const HOME_AT = "app/home";

/** Where on the pages one is, as forms say it. */
export const placeOf = (here: Here): string => (here.kind === "home" ? HOME_AT : encodeURIComponent(here.channel.name));

/** The address of a channel's page, keeping who is looking. */
export const channelHref = (scene: Pick<Scene, "base" | "person">, channel: Channel): string =>
  hrefOf(scene.base, { kind: "channel", channel }, scene.person);

/** The same for anything that can be open. */
export const hrefOf = (base: string, here: Here, person: Person): string => `${base}/${placeOf(here)}?as=${person.id}`;

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
