import * as z from "zod";
import { newContent } from "../content.ts";
import { APP, personById } from "../directory.ts";
import { checkPictures } from "../pictures.ts";
import { Refusal } from "../refusal.ts";
import { flag, string, structure } from "./arguments.ts";
import { messageJson } from "./message-json.ts";
import { type Methods, reading, writing } from "./method.ts";

const said = {
  channel: string, text: z.union([z.string(), z.number().transform(String)]).optional(), mrkdwn: flag.optional(),
  blocks: structure.optional(), attachments: structure.optional(), metadata: structure.optional(),
};

/** Saying something, changing it, taking it back, saying it to one person, linking to it, reacting to it. */
export const chatMethods: Methods = {
  "chat.postMessage": writing(
    z.object({ ...said, thread_ts: string.optional(), reply_broadcast: flag.optional() }),
    ({ thread_ts: threadTs, reply_broadcast: broadcast, ...args }, { workspace }) => {
      const channel = workspace.channels.resolveForPosting(args.channel);
      const content = newContent(args);
      checkPictures(workspace, content.blocks);
      const message = workspace.messages.post({ channel: channel.id, author: APP.userId, content, threadTs, broadcast });
      return { channel: channel.id, ts: message.ts, message: messageJson(message, { metadata: true }) };
    },
  ),
  "chat.update": writing(z.object({ ...said, ts: string }), ({ ts, ...args }, { workspace }) => {
    const channel = workspace.channels.resolveForPosting(args.channel);
    checkPictures(workspace, args.blocks);
    const message = workspace.messages.edit(channel.id, ts, args);
    return { channel: channel.id, ts: message.ts, text: message.content.text, message: messageJson(message, { metadata: true }) };
  }),
  "chat.delete": writing(z.object({ channel: string, ts: string }), ({ channel: reference, ts }, { workspace }) => {
    const channel = workspace.channels.resolve(reference);
    workspace.messages.remove(channel.id, ts);
    return { channel: channel.id, ts };
  }),
  "chat.postEphemeral": writing(
    z.object({ ...said, user: string, thread_ts: string.optional() }),
    ({ user, thread_ts: threadTs, ...args }, { workspace }) => {
      const channel = workspace.channels.resolveForPosting(args.channel);
      if (personById(user) === undefined) throw new Refusal("user_not_found");
      if (!channel.members.includes(user)) throw new Refusal("user_not_in_channel");
      const notice = workspace.notices.post({
        channel: channel.id, person: user, author: APP.userId, content: newContent(args), threadTs,
      });
      return { message_ts: notice.ts };
    },
  ),
  "chat.getPermalink": reading(
    z.object({ channel: string, message_ts: string }),
    ({ channel: reference, message_ts: ts }, { workspace, pagesUrl }) => {
      const channel = workspace.channels.resolve(reference);
      const message = workspace.messages.find(channel.id, ts);
      if (message === undefined) throw new Refusal("message_not_found");
      const inThread = message.threadTs === undefined ? "" : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
      return { channel: channel.id, permalink: `${pagesUrl}/archives/${channel.id}/p${ts.replace(".", "")}${inThread}` };
    },
  ),
  "reactions.add": writing(
    z.object({ channel: string, timestamp: string, name: string }),
    ({ channel: reference, timestamp, name }, { workspace }) => {
      if (!/^[\p{Ll}\p{Lo}\d_+'-]+$/u.test(name)) throw new Refusal("invalid_name");
      workspace.messages.react(workspace.channels.resolveForPosting(reference).id, timestamp, name, APP.userId);
      return {};
    },
  ),
};
