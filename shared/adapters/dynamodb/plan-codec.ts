/**
 * Everything that is planned for one response, in one item: which revision was planned, and what is to happen,
 * with how far each of it has got. Effects of a response mostly move by themselves, and one small item for all
 * of them costs a third of what an item for each would.
 */
import { type Effect, type EffectKind, effectId, effectKindSchema, isSettled, splitEffectId } from "../../domain/effect.ts";
import { type Item, type Key, UnreadableItem, partition } from "./codec.ts";
import { laneOf } from "./table.ts";

/** What is planned for a response. */
export type Planned = {
  readonly responseId: string;
  /** The newest revision that is planned; 0 before the first. */
  readonly revision: number;
  readonly caseId?: string;
  /** What is to happen, or was, by name. */
  readonly effects: readonly Effect[];
  /** What the newest plan cancelled as it planned it. */
  readonly cancelled: readonly Effect[];
  /** When time brings the next thing to a case, by case. */
  readonly looks: Readonly<Record<string, string>>;
  /** How often it was written. */
  readonly version: number;
};

/** The revision of what was withdrawn because its person was erased: behind every one that will ever be, so that nothing more is planned. */
export const withdrawnRevision = Number.MAX_SAFE_INTEGER;

/** Before anything is planned. */
export function unplanned(responseId: string): Planned {
  return { responseId, revision: 0, effects: [], cancelled: [], looks: {}, version: 0 };
}

export function planKey(responseId: string): Key {
  return { pk: responseId, sk: "plan" };
}

/** The item, with the entries by which the sweep and a channel's lane find what is open in it. */
export function encodePlanned(planned: Planned): Item {
  const { responseId, revision, caseId, version } = planned;
  const briefly = (effects: readonly Effect[]) => Object.fromEntries(effects.map((effect) => [splitEffectId(effect.id).name, brief(effect, planned)]));
  return {
    ...planKey(responseId),
    type: "plan",
    revision,
    version,
    ...(caseId === undefined ? {} : { caseId }),
    effects: briefly(planned.effects),
    ...(planned.cancelled.length === 0 ? {} : { cancelled: briefly(planned.cancelled) }),
    ...(Object.keys(planned.looks).length === 0 ? {} : { looks: planned.looks }),
    ...entriesOf(planned),
  };
}

/** By when somebody must look at it, and the first of what waits in a channel. */
function entriesOf({ responseId, effects, looks }: Planned): Item {
  const open = effects.filter((effect) => !isSettled(effect));
  const [dueAt] = [...open.flatMap((effect) => effect.dueAt ?? []), ...Object.values(looks)].sort();
  const [first] = open.flatMap(({ id, plannedAt, lane }) => (lane === undefined ? [] : [{ ...lane, position: `${lane.rank}#${plannedAt}#${id}` }])).sort(byPosition);
  return {
    ...(dueAt === undefined ? {} : { gsi1pk: partition.due(laneOf(responseId)), gsi1sk: `${dueAt}#${responseId}` }),
    ...(first === undefined ? {} : { gsi2pk: partition.lane(first.channel), gsi2sk: first.position }),
  };
}

function byPosition(a: { readonly position: string }, b: { readonly position: string }): number {
  return a.position < b.position ? -1 : 1;
}

type Brief = Omit<Effect, "id" | "responseId" | "kind" | "at" | "notBefore" | "attempts"> & Partial<Pick<Effect, "kind" | "at" | "notBefore" | "attempts">>;

/** An effect without what follows from the rest of it, or from what stands around it. */
function brief(effect: Effect, { caseId: common }: Planned): Brief {
  const { id, responseId: _, kind, at, notBefore, attempts, caseId, ...rest } = effect;
  return {
    ...rest,
    ...(kind === splitEffectId(id).name ? {} : { kind }),
    ...(at === rest.plannedAt ? {} : { at }),
    ...(notBefore === rest.plannedAt ? {} : { notBefore }),
    ...(attempts === 0 ? {} : { attempts }),
    ...(caseId === common ? {} : { caseId: caseId ?? noCase }),
  };
}

/** Says of an effect that it belongs to no case, where its neighbours do. */
const noCase = "";

export function decodePlanned(item: Item): Planned {
  if (item["type"] !== "plan") throw new UnreadableItem(`expected an item of type plan, found ${String(item["type"])}`);
  const { pk, revision, version, caseId, effects = {}, cancelled = {}, looks = {} } = item as unknown as StoredPlan;
  const responseId = pk;
  const whole = (given: StoredPlan["effects"]) =>
    Object.entries(given ?? {}).sort().map(([name, stored]) => inFull(effectId(responseId, name), responseId, stored, caseId));
  return { responseId, revision, version, looks, effects: whole(effects), cancelled: whole(cancelled), ...(caseId === undefined ? {} : { caseId }) };
}

type StoredPlan = Pick<Planned, "revision" | "version" | "caseId"> & {
  readonly pk: string;
  readonly effects?: Readonly<Record<string, Brief>>;
  readonly cancelled?: Readonly<Record<string, Brief>>;
  readonly looks?: Planned["looks"];
};

function kindNamed(name: string): EffectKind {
  const kind = effectKindSchema.options.find((known) => known === name);
  if (kind === undefined) throw new UnreadableItem(`there is no effect of kind ${name}`);
  return kind;
}

function inFull(id: string, responseId: string, { caseId, ...stored }: Brief, common: string | undefined): Effect {
  const own = caseId === noCase ? undefined : (caseId ?? common);
  return {
    kind: stored.kind ?? kindNamed(splitEffectId(id).name),
    at: stored.plannedAt,
    notBefore: stored.plannedAt,
    attempts: 0,
    ...stored,
    id,
    responseId,
    ...(own === undefined ? {} : { caseId: own }),
  };
}
