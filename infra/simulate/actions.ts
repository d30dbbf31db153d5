import type { Json } from "../../shared/domain/canonical-json.ts";
import { type Metric, scales } from "../../shared/domain/metric.ts";
import { type Chance, between, oneOf } from "./chance.ts";

/** Something a sender does: posts this content under this identity. It is repeated until it is answered. */
export type Action = {
  /** E.g. `answer-3` or `answer-3, corrected`: names it in the story. */
  readonly name: string;
  readonly afterMs: number;
  /** What says that two posts are one response; each post is new without it. */
  readonly identity?: string;
  readonly content: Json;
  readonly idempotencyKey?: string;
};

/** For how long senders go on having something new to say. */
export const actionsLastMs = 180_000;

const surveys = ["onboarding", "quarterly"] as const;
const metrics: readonly [Metric, ...Metric[]] = ["nps", "nps", "csat", "ces"];
const channels = ["email", "web", "in_app"] as const;

/** What the senders of a run do, soonest first. */
export function actionsOf(chance: Chance, start: number): readonly Action[] {
  const answers = Array.from({ length: between(chance, "answers", 3, 9) }, (_, at) => answer(chance, at + 1, start));
  return answers.flat().sort((a, b) => a.afterMs - b.afterMs);
}

/** One answer, and what else its sender does about it. */
function answer(chance: Chance, number: number, start: number): readonly Action[] {
  const name = `answer-${number}`;
  const luck = (what: string) => chance(`${name} ${what}`);
  const kind = luck("identity");
  const by = kind < 0.7 ? "id" : kind < 0.9 ? "key" : "nothing";
  const afterMs = Math.floor(luck("moment") * actionsLastMs * 0.6);
  const later = (what: string) => afterMs + Math.floor(luck(`${what}, when`) ** 2 * actionsLastMs * 0.4);
  const write = (version: string): Json => content(chance, name, version, by === "id", start);
  const known = by === "nothing" ? {} : { identity: `${by} ${name}` };
  const key = (version: string) => (by === "key" ? { idempotencyKey: name } : luck("also a key") < 0.2 ? { idempotencyKey: `${name} ${version}` } : {});
  const first: Action = { name, afterMs, content: write("first"), ...known, ...key("first") };
  if (by === "nothing") return [{ name, afterMs, content: first.content }];
  const actions = [first];
  if (luck("twin") < 0.25) actions.push({ ...first, name: `${name}, at once again`, afterMs: afterMs + 20 });
  if (luck("late retry") < 0.4) actions.push({ ...first, name: `${name}, a late retry`, afterMs: afterMs + actionsLastMs * 0.4 });
  if (by === "key" && luck("other content") < 0.3) actions.push({ ...first, name: `${name}, other content`, afterMs: later("other"), content: write("other") });
  for (const version of ["corrected", "corrected again"]) {
    if (by !== "id" || luck(version) > 0.4) continue;
    actions.push({ ...first, name: `${name}, ${version}`, afterMs: later(version), content: write(version), ...key(version) });
  }
  return actions;
}

function content(chance: Chance, name: string, version: string, hasId: boolean, start: number): Json {
  const luck = (what: string) => chance(`${name} ${version} ${what}`);
  const metric = oneOf(chance, `${name} metric`, metrics);
  const { min, max } = scales[metric];
  const person = oneOf(chance, `${name} person`, ["lin", "omar", "ada", "noor"]);
  return {
    ...(hasId ? { id: name } : {}),
    survey: { id: oneOf(chance, `${name} survey`, surveys) },
    metric,
    score: between(chance, `${name} ${version} score`, min, max),
    comment: `${name} ${version}`,
    respondent: respondent(chance(`${name} known by`), person),
    ...(luck("account") < 0.5 ? { account: { id: oneOf(chance, `${person} account`, ["acme", "globex"]), plan: "Scale", mrr: 100 } } : {}),
    channel: oneOf(chance, `${name} ${version} channel`, channels),
    ...(luck("said when") < 0.3 ? { submittedAt: new Date(start - between(chance, `${name} ${version} ago`, 0, 90) * 3_600_000).toISOString() } : {}),
    ...(luck("contact me") < 0.15 ? { contactMe: true } : {}),
    ...(luck("test") < 0.06 ? { test: true } : {}),
    ...(luck("backfill") < 0.06 ? { backfill: true } : {}),
  };
}

/** Some are known by an id and an address, some by the address alone, and one has none. */
function respondent(luck: number, person: string): Json {
  if (person === "noor") return { id: "u-noor" };
  const email = `${person}@example.com`;
  return luck < 0.6 ? { id: `u-${person}`, email } : { email: luck < 0.8 ? email.toUpperCase() : email };
}
