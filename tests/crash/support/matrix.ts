import { isDeepStrictEqual } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import type { Point } from "./protocol.ts";
import { type Scene, type Told, openScene } from "./scene.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

/** What a story came to. */
export type Telling = {
  /** As soon as it was so; once more when nothing can come any more; and what the API then says. */
  readonly seen: readonly unknown[];
  /** The messages and stream positions that were given up. */
  readonly givenUp: readonly string[];
  /** How often the functions were killed. */
  readonly ended: number;
  /** Where the functions have been. */
  readonly points: ReadonlySet<Point>;
};

/** How many minutes a story may take to come to its end. */
const mostMinutes = 15;
/** How long is looked before the next minute passes; milliseconds. */
const lookFor = 150;

/**
 * Plays a story to its end, with the functions killed once at a point if one is given.
 *
 * @param fresh by functions that have just started, and so remember nothing that they would have to ask for
 */
export async function tell(stage: Stage, story: Story, { end, fresh = true }: { end?: Point; fresh?: boolean } = {}): Promise<Telling> {
  await stage.liveBy(story.rule ?? "usual");
  const scene = openScene(stage, story.metric);
  if (story.before !== undefined) {
    await story.before.play(scene);
    await settle(scene, story.before);
  }
  if (fresh) await stage.restart();
  stage.endAt(end);
  try {
    await story.play(scene);
    await settle(scene, story);
    const first = await lookAt(scene, story);
    // What only the clock or a look brings about comes within a few minutes; so would whatever comes twice.
    for (let minutes = 0; minutes < 2 || (end !== undefined && stage.ended() === 0 && minutes < 4); minutes += 1) {
      await stage.pass();
      await sleep(lookFor / 3);
    }
    // The look through the API comes by points as well, which are not the story's.
    const [ended, points, second] = [stage.ended(), new Set(stage.seen()), await lookAt(scene, story)];
    return { seen: [first, second, await scene.lookThroughApi()], givenUp: (await stage.engines.givenUp()).filter((message) => isOf(scene, message)), ended, points };
  } finally {
    stage.endAt(undefined);
    stage.engines.slack.faults.clear();
  }
}

/**
 * Whether what was given up is of this story, or of none in particular. A message that an earlier story has left on
 * its way, with nothing more to do, is taken up and killed with this one's functions until it is one time too many.
 */
function isOf(scene: Scene, message: string): boolean {
  const named = message.match(/rsp_[\w-]+/g) ?? [];
  return named.length === 0 || named.some((id) => scene.ids().includes(id));
}

/** Lets time pass until all is as it is to be, or has had time enough. */
async function settle(scene: Scene, story: Pick<Story, "outcome" | "also">): Promise<void> {
  for (let minutes = 0; minutes < mostMinutes; minutes += 1) {
    for (let tries = 0; tries < 6; tries += 1) {
      if (isDeepStrictEqual(await scene.look(), story.outcome) && isDeepStrictEqual(await lookAt(scene, story), outcomeOf(story))) return;
      await sleep(lookFor / 6);
    }
    await scene.stage.pass();
  }
}

async function lookAt(scene: Scene, { also }: Pick<Story, "also">): Promise<unknown> {
  const outcome = await scene.look();
  return also === undefined ? outcome : { ...outcome, also: await also.look(scene) };
}

function outcomeOf({ outcome, also }: Pick<Story, "outcome" | "also">): unknown {
  return also === undefined ? outcome : { ...outcome, also: also.outcome };
}

/** What must be seen, each time. */
export function wantedOf(story: Story): readonly unknown[] {
  const { effects, counted } = story.outcome;
  const told: Told = { effects: effects.filter((effect) => !/^(?:note|nudge|reply|recovery|draft|verdict|digest) /.test(effect)), counted };
  return [outcomeOf(story), outcomeOf(story), told];
}
