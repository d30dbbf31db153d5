import type { Child } from "hono/jsx";
import type { RichTextRun } from "../block-kit/rich-text.ts";
import type { TextObject } from "../block-kit/text.ts";
import { fillDate } from "./clock-face.ts";
import { emojiCharacter } from "./emoji.ts";
import { type Mark, parseMrkdwn } from "./mrkdwn.ts";
import { type Scene, channelLabel, groupLabel, safeHref, userLabel } from "./scene.ts";

const Mention = ({ scene, id, label }: { scene: Scene; id: string; label: string }) => (
  <span class={id === scene.person.id ? "mention me" : "mention"}>{label}</span>
);

const Link = ({ url, children }: { url: string; children: Child }) => {
  const href = safeHref(url);
  return href === undefined ? (
    <span>{children}</span>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
};

const mentionLabel = (scene: Scene, mark: Extract<Mark, { kind: "mention" }>): string => {
  switch (mark.of) {
    case "user":
      return userLabel(mark.id, mark.label);
    case "group":
      return groupLabel(mark.id, mark.label);
    case "channel":
      return channelLabel(scene, mark.id, mark.label);
  }
};

const MarkView = ({ scene, mark }: { scene: Scene; mark: Mark }) => {
  switch (mark.kind) {
    case "text":
      return <>{mark.text}</>;
    case "break":
      return <br />;
    case "code":
      return <code>{mark.text}</code>;
    case "fence":
      return <pre>{mark.text}</pre>;
    case "bold":
      return <b><Marks scene={scene} marks={mark.marks} /></b>;
    case "italic":
      return <i><Marks scene={scene} marks={mark.marks} /></i>;
    case "strike":
      return <s><Marks scene={scene} marks={mark.marks} /></s>;
    case "quote":
      return <blockquote><Marks scene={scene} marks={mark.marks} /></blockquote>;
    case "link":
      return <Link url={mark.url}>{mark.label}</Link>;
    case "mention":
      return <Mention scene={scene} id={mark.id} label={mentionLabel(scene, mark)} />;
    case "broadcast":
      return <span class="mention me">@{mark.range}</span>;
    case "date":
      return <>{fillDate(mark.format, mark.seconds)}</>;
  }
};

const Marks = ({ scene, marks }: { scene: Scene; marks: readonly Mark[] }) => (
  <>
    {marks.map((mark) => (
      <MarkView scene={scene} mark={mark} />
    ))}
  </>
);

/** Text in Slack's markup, obeyed. */
export const Mrkdwn = ({ scene, text }: { scene: Scene; text: string }) => <Marks scene={scene} marks={parseMrkdwn(text)} />;

/** A text object: markup only when it says `mrkdwn`, else every character as it is. */
export const TextView = ({ scene, text }: { scene: Scene; text: TextObject }) =>
  text.type === "mrkdwn" ? <Mrkdwn scene={scene} text={text.text} /> : <>{text.text}</>;

const runContent = (scene: Scene, run: RichTextRun): Child => {
  switch (run.type) {
    case "text":
      return run.text;
    case "link":
      return <Link url={run.url}>{run.text ?? run.url}</Link>;
    case "user":
      return <Mention scene={scene} id={run.user_id} label={userLabel(run.user_id)} />;
    case "usergroup":
      return <Mention scene={scene} id={run.usergroup_id} label={groupLabel(run.usergroup_id)} />;
    case "channel":
      return <Mention scene={scene} id={run.channel_id} label={channelLabel(scene, run.channel_id)} />;
    case "broadcast":
      return <span class="mention me">@{run.range}</span>;
    case "emoji":
      return emojiCharacter(run.name) ?? `:${run.name}:`;
    case "color":
      return run.value;
    case "date":
      return fillDate(run.format, run.timestamp);
  }
};

/** A run of rich text with its styles. Its text is literal: nothing in it is obeyed. */
export const RunView = ({ scene, run }: { scene: Scene; run: RichTextRun }) => {
  const style = run.style ?? {};
  const content = runContent(scene, run);
  const coded = style.code === true ? <code>{content}</code> : content;
  const struck = style.strike === true ? <s>{coded}</s> : coded;
  const slanted = style.italic === true ? <i>{struck}</i> : struck;
  return <>{style.bold === true ? <b>{slanted}</b> : slanted}</>;
};
