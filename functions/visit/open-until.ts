import { html } from "hono/html";
import { addDays, localDay } from "../../shared/domain/local-time.ts";
import { fill } from "../../shared/domain/template.ts";
import type { Markup } from "./page.ts";
import type { Reader } from "./reader.ts";

/** When a page closes, and when it is looked at: ISO 8601, UTC. */
type Open = { readonly expiresAt: string; readonly now: string; readonly timeZone: string };

/** Says until which day a page opens, as its reader writes days. */
export function openUntil({ language, copy }: Reader, open: Open): Markup {
  const day = lastDay(open);
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  const text = fill(copy.pages.reward.until, { date });
  const at = text.indexOf(date);
  return html`<p class="soft">${text.slice(0, at)}<time datetime="${day}">${date}</time>${text.slice(at + date.length)}</p>`;
}

/** The last day on which it opens from morning to night: whoever reads "until Friday" comes on Friday evening. On the day it closes there is no other to name. */
function lastDay({ expiresAt, now, timeZone }: Open): string {
  const whole = addDays(localDay(Date.parse(expiresAt), timeZone), -1);
  const today = localDay(Date.parse(now), timeZone);
  return whole < today ? today : whole;
}
