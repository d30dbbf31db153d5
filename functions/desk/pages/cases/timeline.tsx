import { contactWays } from "../../../../shared/casework/written.ts";
import { type TimelineEntry, outcomeSchema } from "../../../../shared/domain/case.ts";
import { stepTold } from "../../../../shared/domain/case-clock.ts";
import { effectKindSchema } from "../../../../shared/domain/effect.ts";
import type { Onlooker } from "../desk-env.ts";
import { Moment } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import type { Naming } from "./people.ts";
import { caseWords } from "./words.ts";

type Telling = { readonly onlooker: Pick<Onlooker, "language" | "formats">; readonly nameOf: Naming };

/** What happened to a case, the oldest first; what people wrote stands below their line, as they wrote it. */
export function Timeline({ entries, telling }: { readonly entries: readonly TimelineEntry[]; readonly telling: Telling }) {
  const { onlooker: { language, formats } } = telling;
  const { timeline } = caseWords[language];
  return (
    <ol class="timeline">
      {entries.map((entry) => {
        const words = textOf(entry, "message") || textOf(entry, "note");
        const from = sourceOf(entry, language);
        return (
          <li>
            <span>{lineOf(entry, telling)}</span>{entry["endedSnooze"] === true ? <span>{` · ${timeline.endedSnooze}`}</span> : null}
            <div class="soft small"><Moment at={entry.at} formats={formats} />{from === undefined ? "" : ` · ${from}`}</div>
            {words === "" ? null : <blockquote class="quote" dir="auto">{words}</blockquote>}
          </li>
        );
      })}
    </ol>
  );
}

function sourceOf({ source }: TimelineEntry, language: Onlooker["language"]): string | undefined {
  const { from } = caseWords[language].timeline;
  return source === "slack" || source === "desk" || source === "api" ? from[source] : undefined;
}

/** A field that is text; erasing a person takes what was typed, so any may be gone. */
function textOf(entry: TimelineEntry, name: string): string {
  const value = entry[name];
  return typeof value === "string" ? value : "";
}

function lineOf(entry: TimelineEntry, { onlooker: { language, formats }, nameOf }: Telling): string {
  const { timeline: words, actions, page } = caseWords[language];
  const common = commonWords[language];
  const who = nameOf(entry.actor);
  switch (entry.type) {
    case "open":
    case "wake":
      return words[entry.type];
    case "join":
    case "correction":
    case "recovery":
      return [words[entry.type], scoreOf(entry, language)].filter((part) => part !== "").join(" · ");
    case "warn":
      return textOf(entry, "step") === "contact" ? words.remind : words.warn;
    case "escalate":
      return words[stepTold(entry) ?? "owner"];
    case "message": {
      const kind = effectKindSchema.safeParse(entry["kind"]).data;
      return words.message(kind === undefined ? page.unknown : common.effectKind[kind]);
    }
    case "acknowledge":
    case "note":
    case "reopen":
      return words[entry.type](who);
    case "assign":
      return textOf(entry, "owner") === entry.actor ? words.taken(who) : words.assign(who, nameOf(textOf(entry, "owner")));
    case "contact": {
      if (textOf(entry, "message") !== "") return words.replied(who);
      const how = textOf(entry, "how");
      const way = contactWays.find((known) => known === how);
      return words.contact(who, way === undefined ? how || page.unknown : actions.how[way]);
    }
    case "snooze": {
      const until = textOf(entry, "until");
      return words.snooze(who, Number.isNaN(Date.parse(until)) ? page.unknown : formats.moment(until));
    }
    case "resolve": {
      const outcome = outcomeSchema.safeParse(entry["outcome"]).data;
      return words.resolve(who, outcome === undefined ? page.unknown : common.outcome[outcome], textOf(entry, "rootCause").replaceAll("_", " ") || page.unknown);
    }
  }
}

function scoreOf({ score, scoreBefore }: TimelineEntry, language: Onlooker["language"]): string {
  const { timeline: words } = caseWords[language];
  if (typeof score !== "number") return "";
  return typeof scoreBefore === "number" ? words.scores(String(scoreBefore), String(score)) : words.score(String(score));
}
