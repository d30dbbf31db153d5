import type { Child } from "hono/jsx";
import { storedBlocks } from "../block-kit/check-blocks.ts";
import type { Content } from "../content.ts";
import { APP, personById } from "../directory.ts";
import type { Message, ThreadSummary } from "../store/messages.ts";
import type { Notice } from "../store/notices.ts";
import { AttachmentView } from "./attachment-view.tsx";
import { Avatar } from "./avatar.tsx";
import { BlockView } from "./block-view.tsx";
import { exactTime, isoTime, timeOfDay } from "./clock-face.ts";
import { emojiCharacter } from "./emoji.ts";
import { Mrkdwn } from "./inline-view.tsx";
import type { Scene } from "./scene.ts";
import { Hidden, type Subject, SurfaceForm, actingFields } from "./surface-view.tsx";

const Moment = ({ ts }: { ts: string }) => (
  <time class="quiet" datetime={isoTime(ts)} title={exactTime(ts)}>{timeOfDay(ts)}</time>
);

const Said = ({ scene, subject, content, edited }: { scene: Scene; subject: Subject; content: Content; edited: Child }) => {
  const blocks = storedBlocks(content.blocks ?? []);
  return (
    <>
      {blocks.length > 0 ? (
        <SurfaceForm scene={scene} subject={subject} blocks={blocks}>
          {blocks.map((block) => <BlockView scene={scene} subject={subject} block={block} />)}
        </SurfaceForm>
      ) : content.text === "" ? null : (
        <div class="prose" dir="auto">
          {content.mrkdwn === false ? content.text : <Mrkdwn scene={scene} text={content.text} />}
          {edited}
        </div>
      )}
      {content.attachments?.map((sent) => <AttachmentView scene={scene} subject={subject} sent={sent} />)}
    </>
  );
};

const Entry = ({ id, author, ts, small, aside, edited, className = "", children }: {
  id: string; author: string; ts: string; small: boolean; aside?: Child; edited?: Child; className?: string; children: Child;
}) => {
  const person = personById(author);
  return (
    <article id={id} class={`message ${className}`}>
      <Avatar person={person} small={small} />
      <div class="body">
        <header>
          <b>{person?.name ?? author}</b>
          {author === APP.userId ? <span class="badge">APP</span> : null}
          <Moment ts={ts} />
          {edited}
          {aside}
        </header>
        {children}
      </div>
    </article>
  );
};

const editedMark = (message: Message): Child =>
  message.edited === undefined ? null : <span class="edited quiet" title={exactTime(message.edited.ts)}> (edited)</span>;

/**
 * A message without its thread. Slack shows "(edited)" behind text but hides it on blocks; here blocks
 * say it beside the time, since seeing that a card changed in place is what one looks for.
 */
export const MessageView = ({ scene, message, small = false, children }: {
  scene: Scene; message: Message; small?: boolean; children?: Child;
}) => {
  const subject: Subject = {
    key: `message:${message.channel}:${message.ts}`, fields: { kind: "message", channel: message.channel, id: message.ts },
  };
  const hasBlocks = (message.content.blocks ?? []).length > 0;
  return (
    <Entry
      id={`m${message.ts}`} author={message.author} ts={message.ts} small={small}
      className={message.tombstone ? "tombstone" : ""} edited={hasBlocks ? editedMark(message) : null}
    >
      <Said scene={scene} subject={subject} content={message.content} edited={editedMark(message)} />
      {message.reactions.length === 0 ? null : (
        <div class="reactions">
          {message.reactions.map(({ name, users }) => (
            <span class="reaction" title={users.map((id) => personById(id)?.name ?? id).join(", ")}>
              {emojiCharacter(name) ?? `:${name}:`} {users.length}
            </span>
          ))}
        </div>
      )}
      {children}
    </Entry>
  );
};

/** A private message, as the one person who sees it does, with a way to put it away. */
export const NoticeView = ({ scene, notice, small = false }: { scene: Scene; notice: Notice; small?: boolean }) => (
  <Entry
    id={`n${notice.id}`} author={notice.author} ts={notice.ts} small={small} className="notice"
    aside={
      <span class="private quiet">
        Only visible to you
        <form method="post" action={`${scene.base}/dismiss`} data-quiet>
          <Hidden fields={{ ...actingFields(scene), channel: notice.channel, id: notice.id }} />
          <button class="link" type="submit">Dismiss</button>
        </form>
      </span>
    }
  >
    <Said scene={scene} subject={{ key: `notice:${notice.id}`, fields: { kind: "notice", channel: notice.channel, id: notice.id } }} content={notice.content} edited={null} />
  </Entry>
);

/** A thread under its message, opened. */
export const ThreadView = ({ id, summary, children }: { id: string; summary: ThreadSummary; children: Child }) => (
  <details class="thread" id={id} open>
    <summary>
      <b>{summary.count === 1 ? "1 reply" : `${summary.count} replies`}</b>{" "}
      <span class="quiet">last at {timeOfDay(summary.latest)}</span>
    </summary>
    {children}
  </details>
);
