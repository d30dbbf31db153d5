/** A member of the workspace. `id` is what `<@…>` carries. */
export type Person = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly email?: string;
  readonly title: string;
  readonly timeZone: string;
  readonly timeZoneLabel: string;
  readonly offsetSeconds: number;
  readonly isAdmin: boolean;
};

/** The workspace itself. Slack ids carry their kind in the first letter; these say `0LOCAL` so that nobody takes them for real ones. */
export const TEAM = { id: "T0LOCAL", name: "Afterscore (local)", domain: "afterscore-local" } as const;

/** The one installed app: the bot user it speaks as, and the ids that come with it. */
export const APP = { id: "A0LOCAL", botId: "B0BOT", userId: "U0BOT" } as const;

/** The one command the app has. */
export const COMMAND = "/afterscore";

/** What the app was allowed when it was installed. */
export const GRANTED_SCOPES: readonly string[] = [
  "chat:write", "channels:read", "channels:history", "groups:read", "groups:history", "users:read", "users:read.email",
  "files:write",
];

/** People an API token can look up: two customer success managers and who they escalate to. */
export const HUMANS: readonly [Person, ...Person[]] = [
  {
    id: "U0MIA", handle: "mia", name: "Mia Chen", email: "mia@us.example", title: "Customer success manager",
    timeZone: "America/New_York", timeZoneLabel: "Eastern Standard Time", offsetSeconds: -18_000, isAdmin: false,
  },
  {
    id: "U0JONAS", handle: "jonas", name: "Jonas Weber", email: "jonas@us.example", title: "Customer success manager",
    timeZone: "Europe/Berlin", timeZoneLabel: "Central European Time", offsetSeconds: 3_600, isAdmin: false,
  },
  {
    id: "U0PRIYA", handle: "priya", name: "Priya Nair", email: "priya@us.example", title: "Head of customer success",
    timeZone: "Asia/Kolkata", timeZoneLabel: "India Standard Time", offsetSeconds: 19_800, isAdmin: true,
  },
];

/** The bot user, a member like the others but without an address. */
export const BOT: Person = {
  id: APP.userId, handle: "afterscore", name: "Afterscore", title: "Closes the loop",
  timeZone: "Etc/UTC", timeZoneLabel: "Coordinated Universal Time", offsetSeconds: 0, isAdmin: false,
};

/** Slack's own voice, for notices about an app that did not answer. As an author only: it is not listed as a member. */
export const SLACKBOT: Person = { ...BOT, id: "USLACKBOT", handle: "slackbot", name: "Slackbot", title: "" };

/** Everyone `users.list` answers. */
export const MEMBERS: readonly Person[] = [...HUMANS, BOT];

/** A user group, mentioned as `<!subteam^S0CSM>`. */
export const GROUPS = [
  { id: "S0CSM", handle: "csm", name: "Customer success", userIds: ["U0MIA", "U0JONAS"] },
] as const;

/** The person of an id, Slackbot included; undefined when there is none. */
export const personById = (id: string): Person | undefined => [...MEMBERS, SLACKBOT].find((person) => person.id === id);
