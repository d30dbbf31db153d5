import * as z from "zod";
import { APP, TEAM } from "../directory.ts";
import type { JsonObject } from "../json.ts";
import { Refusal } from "../refusal.ts";
import type { Channel } from "../store/channels.ts";
import type { Workspace } from "../slack-workspace.ts";
import { flag, string } from "./arguments.ts";
import { pageOf } from "./cursor.ts";
import { type Methods, reading, writing } from "./method.ts";

const directJson = (channel: Channel): JsonObject => ({
  id: channel.id, created: channel.created, is_archived: channel.archived, is_im: true, is_org_shared: false,
  context_team_id: TEAM.id, user: channel.members.find((id) => id !== APP.userId) ?? APP.userId,
  is_user_deleted: false, is_open: true, priority: 0,
});

const channelJson = (channel: Channel): JsonObject =>
  channel.kind === "im"
    ? directJson(channel)
    : {
        id: channel.id, name: channel.name, name_normalized: channel.name, is_channel: true, is_group: false, is_im: false,
        is_mpim: false, is_private: false, is_archived: channel.archived, is_general: false, is_shared: false,
        is_org_shared: false, is_ext_shared: false, is_pending_ext_shared: false, unlinked: 0, created: channel.created,
        creator: channel.creator, context_team_id: TEAM.id, is_member: channel.members.includes(APP.userId),
        num_members: channel.members.length, topic: { value: "", creator: "", last_set: 0 },
        purpose: { value: "", creator: "", last_set: 0 }, previous_names: [],
      };

const publicChannel = (workspace: Workspace, reference: string): Channel => {
  const found = workspace.channels.resolve(reference);
  if (found.kind === "im") throw new Refusal("method_not_supported_for_channel_type");
  return found;
};

const paging = { cursor: string.optional(), limit: string.optional() };
const named = { channel: string };

/** Channels and direct messages, without what is said in them. */
export const conversationMethods: Methods = {
  "conversations.list": reading(
    z.object({ ...paging, types: string.default("public_channel"), exclude_archived: flag.optional() }),
    ({ types, exclude_archived: withoutArchived, ...page }, { workspace }) => {
      const kinds = types.split(",").map((type) => type.trim());
      const wanted = workspace.channels
        .all()
        .filter(({ kind }) => kinds.includes(kind === "im" ? "im" : "public_channel"))
        .filter(({ archived }) => !(withoutArchived === true && archived));
      const { page: found, nextCursor } = pageOf(wanted, page);
      return { channels: found.map(channelJson), response_metadata: { next_cursor: nextCursor } };
    },
  ),
  "conversations.info": reading(z.object(named), ({ channel }, { workspace }) => ({
    channel: channelJson(workspace.channels.resolve(channel)),
  })),
  "conversations.members": reading(z.object({ ...named, ...paging }), ({ channel, ...page }, { workspace }) => {
    const { page: members, nextCursor } = pageOf(workspace.channels.resolve(channel).members, page);
    return { members, response_metadata: { next_cursor: nextCursor } };
  }),
  "conversations.create": writing(z.object({ name: string.default("") }), ({ name }, { workspace }) => ({
    channel: channelJson(workspace.channels.create(name)),
  })),
  "conversations.join": writing(z.object(named), ({ channel }, { workspace }) => {
    const found = publicChannel(workspace, channel);
    if (found.archived) throw new Refusal("is_archived");
    if (found.members.includes(APP.userId)) return { channel: channelJson(found), warning: "already_in_channel" };
    const joined = { ...found, members: [...found.members, APP.userId] };
    workspace.channels.save(joined);
    return { channel: channelJson(joined) };
  }),
  "conversations.leave": writing(z.object(named), ({ channel }, { workspace }) => {
    const found = publicChannel(workspace, channel);
    if (!found.members.includes(APP.userId)) return { not_in_channel: true };
    workspace.channels.save({ ...found, members: found.members.filter((id) => id !== APP.userId) });
    return {};
  }),
  "conversations.archive": writing(z.object(named), ({ channel }, { workspace }) => {
    const found = publicChannel(workspace, channel);
    if (found.archived) throw new Refusal("already_archived");
    workspace.channels.save({ ...found, archived: true });
    return {};
  }),
  "conversations.open": writing(
    z.object({ users: string.optional(), channel: string.optional(), return_im: flag.optional() }),
    ({ users, channel, return_im: inFull }, { workspace }) => {
      const person = users ?? (channel === undefined ? undefined : directPartner(workspace, channel));
      if (person === undefined) throw new Refusal("users_list_not_supplied");
      if (person.includes(",")) throw new Refusal("method_not_supported_for_channel_type");
      const { channel: opened, existed } = workspace.channels.openDirect(person);
      return {
        channel: inFull === true ? directJson(opened) : { id: opened.id },
        ...(existed ? { no_op: true, already_open: true } : {}),
      };
    },
  ),
};

const directPartner = (workspace: Workspace, channel: string): string | undefined =>
  workspace.channels.resolve(channel).members.find((id) => id !== APP.userId);
