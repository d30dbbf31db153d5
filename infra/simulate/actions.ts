import type { Json } from "../../shared/domain/canonical-json.ts";
import { type Metric, scales } from "../../shared/domain/metric.ts";
import { type PersonKey, personOfEmail, personOfId } from "../../shared/domain/respondent.ts";
import { type Chance, between, oneOf } from "./chance.ts";
import { type Person, people } from "./people.ts";
import { type CaseWork, workOn } from "./case-work.ts";

/** Something that is done to the product from outside. */
export type Action = Submission | ErasureRequest | CaseWork;

/** A sender posts this content under this identity. It is repeated until it is answered. */
export type Submission = {
  readonly does: "submit";
  /** E.g. `answer-3` or `answer-3, corrected`: names it in the story. */
  readonly name: string;
  readonly afterMs: number;
  /** Whose answer it is. */
  readonly person: Person;
  /** What says that two posts are one response; each post is new without it. */
  readonly identity?: string;
  readonly content: Json;
  readonly idempotencyKey?: string;
};

/** Somebody has a person erased, by one of their names after the other. Each is repeated until it is answered. */
export type ErasureRequest = {
  readonly does: "erase";
  readonly name: string;
  readonly afterMs: number;
  readonly person: Person;
  readonly keys: readonly PersonKey[];
};

/** For how long senders go on having something new to say. */
export const actionsLastMs = 180_000;

const surveys = ["onboarding", "quarterly"] as const;
const metrics: readonly [Metric, ...Metric[]] = ["nps", "nps", "csat", "ces"];
const channels = ["email", "web", "in_app"] as const;

/** In how many of the runs somebody is erased. */
const erasedShare = 0.4;

/** What is done in a run, soonest first. */
export function actionsOf(chance: Chance, start: number): readonly Action[] {
  const answers = Array.from({ length: between(chance, "answers", 3, 9) }, (_, at) => answer(chance, `answer-${at + 1}`, start));
  const erased = chance("somebody is erased") < erasedShare ? answers[between(chance, "who is erased", 0, answers.length - 1)]?.[0] : undefined;
  const worked = answers.flatMap(([first]) => (first === undefined ? [] : workOn(chance, first, { start, lastsMs: actionsLastMs })));
  const actions: readonly Action[] = [...answers.flat(), ...worked, ...(erased === undefined ? [] : erasure(chance, erased, start))];
  return actions.toSorted((a, b) => a.afterMs - b.afterMs);
}

/** The person of an answer is erased: mostly while it still brings something about. Some go on answering all the same. */
function erasure(chance: Chance, erased: Submission, start: number): readonly Action[] {
  const { name, afterMs, person } = erased;
  const erasedAfterMs = afterMs + Math.floor(chance("erased when") ** 3 * actionsLastMs * 0.5);
  const soon = (what: string) => erasedAfterMs + between(chance, `${what} after the erasure`, 500, 30_000);
  const byId = personOfId(person.id);
  const byEmail = person.email === undefined ? [] : [personOfEmail(person.email)];
  // An address alone says of everything they may be known by, and an id only of what has been joined to it.
  const keys = byEmail.length === 0 ? [byId] : chance("erased by") < 0.5 ? byEmail : [byId, ...byEmail];
  const request: ErasureRequest = { does: "erase", name: `${name}, ${person.nick} is erased`, afterMs: erasedAfterMs, person, keys };
  const again: Submission[] = [];
  if (erased.identity !== undefined && chance("posts again") < 0.5) again.push({ ...erased, name: `${name}, again after the erasure`, afterMs: soon("posted again") });
  if (chance("answers again") < 0.5) {
    const anew = `${name}-anew`;
    again.push({ does: "submit", name: `${name}, anew after the erasure`, afterMs: soon("answered again"), person, identity: `id ${anew}`, content: content(chance, anew, "first", true, person, start) });
  }
  return [request, ...again];
}

/** One answer, and what else its sender does about it. */
function answer(chance: Chance, name: string, start: number): readonly Submission[] {
  const person = oneOf(chance, `${name} person`, people);
  const luck = (what: string) => chance(`${name} ${what}`);
  const kind = luck("identity");
  const by = kind < 0.7 ? "id" : kind < 0.9 ? "key" : "nothing";
  const afterMs = Math.floor(luck("moment") * actionsLastMs * 0.6);
  const later = (what: string) => afterMs + Math.floor(luck(`${what}, when`) ** 2 * actionsLastMs * 0.4);
  const write = (version: string): Json => content(chance, name, version, by === "id", person, start);
  const known = by === "nothing" ? {} : { identity: `${by} ${name}` };
  const key = (version: string) => (by === "key" ? { idempotencyKey: name } : luck("also a key") < 0.2 ? { idempotencyKey: `${name} ${version}` } : {});
  const first: Submission = { does: "submit", name, afterMs, person, content: write("first"), ...known, ...key("first") };
  if (by === "nothing") return [{ does: "submit", name, afterMs, person, content: first.content }];
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

function content(chance: Chance, name: string, version: string, hasId: boolean, person: Person, start: number): Json {
  const luck = (what: string) => chance(`${name} ${version} ${what}`);
  const metric = oneOf(chance, `${name} metric`, metrics);
  const { min, max } = scales[metric];
  return {
    ...(hasId ? { id: name } : {}),
    survey: { id: oneOf(chance, `${name} survey`, surveys) },
    metric,
    score: between(chance, `${name} ${version} score`, min, max),
    comment: `${name} ${version}: call me, ${person.phone}`,
    respondent: respondent(chance(`${name} known by`), person),
    ...(luck("account") < 0.5 ? { account: accountOf(oneOf(chance, `${person.nick} account`, ["acme", "globex"])) } : {}),
    channel: oneOf(chance, `${name} ${version} channel`, channels),
    ...(luck("said when") < 0.3 ? { submittedAt: new Date(start - between(chance, `${name} ${version} ago`, 0, 90) * 3_600_000).toISOString() } : {}),
    ...(luck("contact me") < 0.15 ? { contactMe: true } : {}),
    ...(luck("test") < 0.06 ? { test: true } : {}),
    ...(luck("backfill") < 0.06 ? { backfill: true } : {}),
  };
}

/** Some are known by an id and an address, some by the address alone, and one has none. */
function respondent(luck: number, { id, email, name, timeZone }: Person): Json {
  const where = timeZone === undefined ? {} : { timeZone };
  if (email === undefined) return { id, name, ...where };
  return luck < 0.6 ? { id, email, name, ...where } : { email: luck < 0.8 ? email.toUpperCase() : email, name, ...where };
}

/** One of the accounts is somebody's. */
function accountOf(id: string): Json {
  return { id, plan: "Scale", mrr: 100, ...(id === "acme" ? { owner: { email: "mia@us.example" } } : {}) };
}
