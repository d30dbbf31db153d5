import * as z from "zod";
import { APP, GROUPS, MEMBERS, type Person, TEAM } from "../directory.ts";
import type { JsonObject } from "../json.ts";
import { Refusal } from "../refusal.ts";
import type { Workspace } from "../slack-workspace.ts";
import { flag, string } from "./arguments.ts";
import { pageOf } from "./cursor.ts";
import { type Methods, reading } from "./method.ts";

const profileJson = (person: Person, { statuses }: Workspace): JsonObject => {
  const status = statuses.of(person.id);
  const [first = "", ...rest] = person.name.split(" ");
  return {
    title: person.title, phone: "", skype: "", real_name: person.name, real_name_normalized: person.name,
    display_name: person.handle, display_name_normalized: person.handle, first_name: first, last_name: rest.join(" "),
    status_text: status.text, status_emoji: status.emoji, status_expiration: 0, avatar_hash: "", team: TEAM.id,
    ...(person.email === undefined ? {} : { email: person.email }),
    ...(person.id === APP.userId ? { api_app_id: APP.id, bot_id: APP.botId, always_active: true } : {}),
  };
};

const userJson = (person: Person, workspace: Workspace): JsonObject => ({
  id: person.id, team_id: TEAM.id, name: person.handle, deleted: false, color: "4bbe2e", real_name: person.name,
  tz: person.timeZone, tz_label: person.timeZoneLabel, tz_offset: person.offsetSeconds, profile: profileJson(person, workspace),
  is_admin: person.isAdmin, is_owner: person.isAdmin, is_primary_owner: person.isAdmin, is_restricted: false,
  is_ultra_restricted: false, is_bot: person.id === APP.userId, is_app_user: false, updated: 1_700_000_000,
  is_email_confirmed: person.email !== undefined, locale: "en-US",
});

const groupJson = (group: (typeof GROUPS)[number]): JsonObject => ({
  id: group.id, team_id: TEAM.id, is_usergroup: true, is_subteam: true, name: group.name, handle: group.handle,
  description: "", is_external: false, date_create: 1_700_000_000, date_update: 1_700_000_000, date_delete: 0,
  auto_type: null, created_by: "U0PRIYA", updated_by: "U0PRIYA", deleted_by: null, prefs: { channels: [], groups: [] },
  users: [...group.userIds], user_count: group.userIds.length,
});

const member = (matches: (person: Person) => boolean, otherwise: string): Person => {
  const found = MEMBERS.find(matches);
  if (found === undefined) throw new Refusal(otherwise);
  return found;
};

const paging = { cursor: string.optional(), limit: string.optional() };

/** The people of the workspace and their groups. */
export const peopleMethods: Methods = {
  "users.list": reading(z.object(paging), (args, { workspace }) => {
    const { page, nextCursor } = pageOf(MEMBERS, args);
    return {
      members: page.map((person) => userJson(person, workspace)), cache_ts: Math.floor(workspace.now() / 1000),
      response_metadata: { next_cursor: nextCursor },
    };
  }),
  "users.info": reading(z.object({ user: string }), ({ user }, { workspace }) => ({
    user: userJson(member(({ id }) => id === user, "user_not_found"), workspace),
  })),
  "users.lookupByEmail": reading(z.object({ email: string }), ({ email }, { workspace }) => ({
    user: userJson(member((person) => person.email === email.toLowerCase(), "users_not_found"), workspace),
  })),
  "users.getPresence": reading(z.object({ user: string.default(APP.userId) }), ({ user }, { workspace }) => ({
    presence: workspace.presence.get(member(({ id }) => id === user, "user_not_found").id) ?? "active",
  })),
  "users.profile.get": reading(z.object({ user: string.default(APP.userId) }), ({ user }, { workspace }) => ({
    profile: profileJson(member(({ id }) => id === user, "user_not_found"), workspace),
  })),
  "usergroups.list": reading(z.object({ include_users: flag.optional() }), ({ include_users: withUsers }) => ({
    usergroups: GROUPS.map((group) => {
      const { users, ...rest } = groupJson(group);
      return withUsers === true && users !== undefined ? { ...rest, users } : rest;
    }),
  })),
  "usergroups.users.list": reading(z.object({ usergroup: string }), ({ usergroup }) => {
    const found = GROUPS.find(({ id }) => id === usergroup);
    if (found === undefined) throw new Refusal("no_such_subteam");
    return { users: [...found.userIds] };
  }),
};
