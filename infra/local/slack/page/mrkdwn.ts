import { emojiCharacter } from "./emoji.ts";

/** A piece of Slack's markup, understood. Text in it is plain: entities are decoded, nothing is HTML. */
export type Mark =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "fence"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly marks: readonly Mark[] }
  | { readonly kind: "link"; readonly url: string; readonly label: string }
  | { readonly kind: "mention"; readonly of: "user" | "channel" | "group"; readonly id: string; readonly label: string | undefined }
  | { readonly kind: "broadcast"; readonly range: string }
  | { readonly kind: "date"; readonly seconds: number; readonly format: string; readonly fallback: string };

type Style = "bold" | "italic" | "strike";
const STYLES: ReadonlyMap<string, Style> = new Map([["*", "bold"], ["_", "italic"], ["~", "strike"]]);
const WORD = /[\p{L}\p{N}]/u;

/** Slack knows three entities, and only these: `&amp;nbsp;` is the text `&nbsp;`. */
const decode = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const command = (inside: string, label: string | undefined): Mark | undefined => {
  const [name = "", ...rest] = inside.slice(1).split("^");
  if (name === "here" || name === "channel" || name === "everyone") return { kind: "broadcast", range: name };
  if (name === "subteam" && rest[0] !== undefined) return { kind: "mention", of: "group", id: rest[0], label };
  if (name === "date" && /^\d+$/.test(rest[0] ?? "")) {
    return { kind: "date", seconds: Number(rest[0]), format: rest[1] ?? "", fallback: decode(label ?? "") };
  }
  return undefined;
};

const angled = (inside: string): Mark | undefined => {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (/^@[UWB]\w+$/.test(target)) return { kind: "mention", of: "user", id: target.slice(1), label };
  if (/^#[CDG]\w+$/.test(target)) return { kind: "mention", of: "channel", id: target.slice(1), label };
  if (target.startsWith("!")) return command(target, label);
  if (/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) {
    const url = decode(target);
    return { kind: "link", url, label: label === undefined ? url.replace(/^mailto:/i, "") : decode(label) };
  }
  return undefined;
};

/** Where a style opened before `from` closes, or -1: not after a space, and not before a letter. */
const closing = (line: string, sign: string, from: number): number => {
  for (let at = line.indexOf(sign, from); at >= 0; at = line.indexOf(sign, at + 1)) {
    const before = line[at - 1] ?? " ";
    if (before !== sign && !/\s/.test(before) && !WORD.test(line[at + 1] ?? " ")) return at;
  }
  return -1;
};

const inline = (line: string, outer: readonly Style[] = []): Mark[] => {
  const marks: Mark[] = [];
  // Signs that never close behind a point are remembered, so that a line of stars is read once, not once per star.
  const hopeless = new Set<string>();
  let text = "";
  const flush = () => {
    if (text !== "") marks.push({ kind: "text", text: decode(text) });
    text = "";
  };
  const found = (mark: Mark) => {
    flush();
    marks.push(mark);
  };

  for (let at = 0; at < line.length; ) {
    const sign = line.charAt(at);
    const style = STYLES.get(sign);
    const end = sign === "<" ? line.indexOf(">", at) : sign === "`" ? line.indexOf("`", at + 1) : -1;
    const special = sign === "<" && end > 0 ? angled(line.slice(at + 1, end)) : undefined;
    const emoji = sign === ":" ? /^:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/.exec(line.slice(at, at + 80)) : null;
    const character = emoji === null ? undefined : emojiCharacter(emoji[1] ?? "");

    if (special !== undefined) {
      found(special);
      at = end + 1;
    } else if (sign === "`" && end > at + 1) {
      found({ kind: "code", text: decode(line.slice(at + 1, end)) });
      at = end + 1;
    } else if (emoji !== null && character !== undefined) {
      text += character;
      at += emoji[0].length;
    } else if (
      style !== undefined && !outer.includes(style) && !hopeless.has(sign) &&
      !WORD.test(line[at - 1] ?? " ") && !/[\s]/.test(line[at + 1] ?? " ") && line[at + 1] !== sign
    ) {
      const close = closing(line, sign, at + 2);
      if (close < 0) {
        hopeless.add(sign);
        text += sign;
        at += 1;
      } else {
        found({ kind: style, marks: inline(line.slice(at + 1, close), [...outer, style]) });
        at = close + 1;
      }
    } else {
      text += sign;
      at += 1;
    }
  }
  flush();
  return marks;
};

const QUOTED = /^(?:&gt;|>) ?/;

const lines = (text: string): Mark[] => {
  const marks: Mark[] = [];
  let quote: Mark[] = [];
  const closeQuote = () => {
    if (quote.length > 0) marks.push({ kind: "quote", marks: quote });
    quote = [];
  };
  text.split("\n").forEach((line, index) => {
    const isQuoted = QUOTED.test(line);
    const wasQuoted = quote.length > 0;
    if (isQuoted) {
      if (wasQuoted) quote.push({ kind: "break" });
      quote.push(...inline(line.replace(QUOTED, "")));
      if (quote.length === 0) quote.push({ kind: "text", text: "" });
      return;
    }
    closeQuote();
    if (index > 0 && !wasQuoted) marks.push({ kind: "break" });
    marks.push(...inline(line));
  });
  closeQuote();
  return marks;
};

/**
 * Reads Slack's markup: `*bold* _italic_ ~strike~`, code, fences, quotes, `<…>` commands and `:emoji:`.
 * What is not understood stays text, as in Slack.
 */
export const parseMrkdwn = (text: string): Mark[] =>
  text.split(/```\n?([^]*?)\n?```\n?/).flatMap((part, index): Mark[] => {
    if (part === "") return [];
    return index % 2 === 1 ? [{ kind: "fence", text: decode(part) }] : lines(part);
  });
