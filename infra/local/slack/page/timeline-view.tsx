import type { Channel } from "../store/channels.ts";
import type { Message, ThreadSummary } from "../store/messages.ts";
import type { Notice } from "../store/notices.ts";
import { parseTs } from "../timestamp.ts";
import { dayHeading } from "./clock-face.ts";
import { Composer } from "./composer-view.tsx";
import { MessageView, NoticeView, ThreadView } from "./message-view.tsx";
import { type Scene, channelHref } from "./scene.ts";

/** A message of the channel with what hangs under it. */
export type Topic = { readonly message: Message; readonly summary: ThreadSummary | undefined; readonly replies: readonly Message[] };

type Item =
  | { readonly kind: "topic"; readonly ts: string; readonly topic: Topic }
  | { readonly kind: "notice"; readonly ts: string; readonly notice: Notice };

const inOrder = <Timed extends { readonly ts: string }>(items: readonly Timed[]): Timed[] =>
  items.toSorted((left, right) => (parseTs(left.ts) ?? 0) - (parseTs(right.ts) ?? 0));

/** A message nobody answered yet: its composer waits behind a word. */
const FirstReply = ({ scene, topic }: { scene: Scene; topic: Topic }) => (
  <details class="reply" id={`r${topic.message.ts}`}>
    <summary>Reply in thread</summary>
    <Composer scene={scene} channel={topic.message.channel} threadTs={topic.message.ts} invites="Reply…" />
  </details>
);

const Thread = ({ scene, topic, notices, canWrite }: { scene: Scene; topic: Topic; notices: readonly Notice[]; canWrite: boolean }) => {
  if (topic.summary === undefined) {
    return (
      <>
        {notices.map((notice) => <NoticeView scene={scene} notice={notice} small />)}
        {canWrite && !topic.message.tombstone ? <FirstReply scene={scene} topic={topic} /> : null}
      </>
    );
  }
  const entries = inOrder([
    ...topic.replies.map((reply) => ({ ts: reply.ts, view: <MessageView scene={scene} message={reply} small /> })),
    ...notices.map((notice) => ({ ts: notice.ts, view: <NoticeView scene={scene} notice={notice} small /> })),
  ]);
  const hidden = topic.summary.count - topic.replies.length;
  return (
    <ThreadView id={`t${topic.message.ts}`} summary={topic.summary}>
      {entries.map(({ view }) => view)}
      {hidden > 0 ? <p class="note quiet">and {hidden} more</p> : null}
      {canWrite ? <Composer scene={scene} channel={topic.message.channel} threadTs={topic.message.ts} invites="Reply…" /> : null}
    </ThreadView>
  );
};

const Opening = ({ channel, empty }: { channel: Channel; empty: boolean }) => (
  <div class="opening">
    <h2>{channel.kind === "im" ? "Afterscore" : `#${channel.name}`}</h2>
    <p>
      {channel.kind === "im"
        ? "What only you should hear is said here."
        : `This is the very beginning of #${channel.name}. ${empty ? "Nothing has been said yet." : ""}`}
    </p>
  </div>
);

/** What a person sees in a channel, oldest on top, in days, with threads and private messages in their places. */
export const Timeline = ({ scene, channel, topics, notices, olderThan }: {
  scene: Scene; channel: Channel; topics: readonly Topic[]; notices: readonly Notice[]; olderThan: string | undefined;
}) => {
  const shown = new Set(topics.map(({ message }) => message.ts));
  const isUnder = (notice: Notice): boolean => notice.threadTs !== undefined && shown.has(notice.threadTs);
  const first = topics.at(-1)?.message.ts;
  const isRecent = ({ ts }: Notice): boolean => olderThan === undefined || first === undefined || (parseTs(ts) ?? 0) > (parseTs(first) ?? 0);
  const items = inOrder<Item>([
    ...topics.map((topic) => ({ kind: "topic" as const, ts: topic.message.ts, topic })),
    ...notices.filter((notice) => !isUnder(notice) && isRecent(notice)).map((notice) => ({ kind: "notice" as const, ts: notice.ts, notice })),
  ]);
  return (
    <div class="timeline">
      {olderThan === undefined ? (
        <Opening channel={channel} empty={items.length === 0} />
      ) : (
        <p class="older"><a href={`${channelHref(scene, channel)}&before=${olderThan}`}>Older messages</a></p>
      )}
      {items.map((item, index) => {
        const day = dayHeading(item.ts, scene.now);
        const before = items[index - 1];
        return (
          <>
            {before === undefined || dayHeading(before.ts, scene.now) !== day ? <div class="day"><span>{day}</span></div> : null}
            {item.kind === "notice" ? (
              <NoticeView scene={scene} notice={item.notice} />
            ) : (
              <MessageView scene={scene} message={item.topic.message}>
                <Thread scene={scene} topic={item.topic} notices={notices.filter(({ threadTs }) => threadTs === item.ts)} canWrite={!channel.archived} />
              </MessageView>
            )}
          </>
        );
      })}
    </div>
  );
};
