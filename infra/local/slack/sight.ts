import { HUMANS, type Person } from "./directory.ts";
import { Refusal } from "./refusal.ts";
import type { Workspace } from "./slack-workspace.ts";
import type { Channel } from "./store/channels.ts";

/** Whom the pages are looked at as; the first person of the directory when nobody is named. */
export const personOf = (id: string | undefined): Person => HUMANS.find((person) => person.id === id) ?? HUMANS[0];

/**
 * A channel a person can see, by id or name; unlike in the API, looking at a page must not open a direct message.
 * @throws Refusal `channel_not_found`, also for a direct message of somebody else
 */
export const visibleChannel = (workspace: Workspace, idOrName: string, person: Person): Channel => {
  const found = workspace.channels.all().find(({ id, name }) => id === idOrName || name === idOrName);
  const hidden = found?.kind === "im" && !found.members.includes(person.id);
  if (found === undefined || hidden) throw new Refusal("channel_not_found");
  return found;
};
