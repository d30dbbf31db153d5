/**
 * Foreign text in Slack's markup: names, ids and comments come from whoever fills in a form, so
 * nothing in them may be obeyed.
 */

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Characters that format when they stand around a word; replaced by ones that only look like them. */
const lookalikes: Readonly<Record<string, string>> = { "*": "∗", "~": "∼", "`": "ˋ" };

const wordJoiner = "\u2060";

/** Text that mrkdwn shows and never obeys: no links, mentions, broadcasts or formatting. */
export function literal(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(/[*~`]/g, (sign) => lookalikes[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "＿")
    .replace(/(?<![\p{L}\p{N}])@(?=(?:here|channel|everyone|group)\b)/giu, `@${wordJoiner}`);
}

/** An id of our own as code, exactly as it is, so that it can be copied; what is none of ours is shown and never obeyed. */
export function code(id: string): string {
  return /^[\w-]+$/.test(id) ? `\`${id}\`` : literal(id);
}

/**
 * One line of bounded length: breaks and controls become spaces, and what turns the direction of
 * the text after it is dropped.
 *
 * @param longest in UTF-16 units, as Slack's limits are safest counted; what is cut is marked by "…"
 */
export function line(text: string, longest: number): string {
  const flat = text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
  return flat.length <= longest ? flat : `${headOf(flat, longest - 1).trimEnd()}…`;
}

/** Longest name that is shown; UTF-16 units. */
const longestName = 60;

/** A name as the team sees it: whatever somebody is called, in one line that is not too long. Undefined when nothing of it is to be seen. */
export function shownName(name: string | undefined): string | undefined {
  return name !== undefined && /[^\s\p{Cc}\p{Cf}]/u.test(name) ? line(name, longestName) : undefined;
}

/** The text in pieces of bounded length (UTF-16 units) that join to the same text; no code point is cut. */
export function pieces(text: string, longest: number): string[] {
  if (text.length <= longest) return [text];
  const head = headOf(text, longest);
  return [head, ...pieces(text.slice(head.length), longest)];
}

function headOf(text: string, longest: number): string {
  const last = text.charCodeAt(longest - 1);
  const cutsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, cutsPair ? longest - 1 : longest);
}

/** A mention of a person, or undefined when the id is none: ids come from outside as well. */
export function mention(user: string | undefined): string | undefined {
  return user !== undefined && /^[UW][A-Z0-9]{2,}$/.test(user) ? `<@${user}>` : undefined;
}

/** A mention of a user group, or undefined when the id is none. */
export function groupMention(group: string | undefined): string | undefined {
  return group !== undefined && /^S[A-Z0-9]{2,}$/.test(group) ? `<!subteam^${group}>` : undefined;
}

/** Who is meant: a person, a user group, or `here` for whoever is in the channel; undefined when the id is none of them. */
export function address(meant: string | undefined): string | undefined {
  return meant === "here" ? "<!here>" : (mention(meant) ?? groupMention(meant));
}

/**
 * A moment in the reader's own time; clients that cannot do that show it in the given zone.
 *
 * @param at ISO 8601
 */
export function moment(at: string, timeZone: string): string {
  return `<!date^${Math.floor(Date.parse(at) / 1000)}^{date_short_pretty}, {time}|${clockIn(timeZone).format(new Date(at))}>`;
}

/** Clocks are kept, since `Intl` takes long to make one; there is one zone a policy. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  clocks.set(timeZone, clock);
  return clock;
}

/** Foreign text as one line that is never obeyed, of bounded length also after what was escaped. */
export function literalLine(text: string, longest: number): string {
  const shown = literal(line(text, longest));
  // Every character that is escaped may take the place of five.
  return shown.length <= longest ? shown : literal(line(text, Math.floor(longest / 5)));
}
