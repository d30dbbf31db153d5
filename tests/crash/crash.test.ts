import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functionNames } from "../../infra/topology.ts";
import { say } from "../outside/support/say.ts";
import { adjustClock } from "./support/clock.ts";
import { tell, wantedOf } from "./support/matrix.ts";
import { portMethods } from "./support/ports.ts";
import type { Point } from "./support/protocol.ts";
import { type Stage, startStage } from "./support/stage.ts";
import { stories } from "./support/stories.ts";
import type { Story } from "./support/story.ts";

/**
 * Where the functions are ended: without a word right after what changes something; `all` is everywhere;
 * any other word is looked for in a point's name, for whoever looks into one.
 */
const where = process.env["CRASH"] ?? "";

/** What no function calls on its own: people do, by commands and at the desk, and what they began they begin again. */
const ofOperators = ["Bookshelf.begin", "Bookshelf.abandon", "Bookshelf.open", "SignIn.address", "SignIn.admit", "Examinations.last", "Examinations.record", "Responses.withEffects", "Responses.touch", "ApiKeys.list", "ApiKeys.create", "ApiKeys.revoke", "Parking.list", "Parking.remove", "RewardStocks.codes", "RewardStocks.add"];

/** What calls nobody. */
const withoutCalls = ["Sessions.seal", "Sessions.open", "Sessions.formToken", "Pictures.png"];

let stage: Stage;
beforeAll(async () => { stage = await startStage(adjustClock()); });
afterAll(() => stage.stop());

/** How often a story is told that does not come by a point again. */
const mostTries = 6;

/** Every point, with the stories that came by it. */
const endings = new Map<Point, Story[]>();

describe("the functions", () => {
  it.each(stories)("bring a story to its end: $name", async (story) => {
    const { seen, givenUp, points } = await tell(stage, story);
    expect(seen).toEqual(wantedOf(story));
    expect(givenUp).toEqual([]);
    for (const point of points) endings.set(point, [...(endings.get(point) ?? []), story]);
  });

  it("come by every method of every port", () => {
    const points = [...endings.keys()].join("\n");
    expect(portMethods().filter((method) => !points.includes(method) && !withoutCalls.includes(method))).toEqual(ofOperators);
  });

  it("are all come by", () => {
    const came = new Set([...endings.keys()].map((point) => point.split(" ")[1]));
    expect(functionNames.filter((name) => !came.has(name))).toEqual([]);
  });

  it("killed anywhere, lose nothing, leave nothing out and do nothing twice", { timeout: 7_200_000 }, async () => {
    const chosen = [...endings].filter(([point]) => isChosen(point));
    const wrong: unknown[] = [];
    const begun = performance.now();
    for (const [end, among] of chosen) {
      // A story that does not come to its end any more is told with the others.
      const told = await tellUntilKilled(end, among).catch((error: unknown) => ({ story: String(error), seen: [], givenUp: [], wanted: [error] }));
      const isRight = told?.givenUp.length === 0 && isDeepStrictEqual(told.seen, told.wanted);
      if (!isRight) wrong.push({ end, ...(told ?? { never: among.map(({ name }) => name) }) });
      if (where !== "" || !isRight) say(isRight ? `right: ${end}, in: ${told.story}` : `WRONG: ${end}, in: ${JSON.stringify(told ?? "no story")}`);
    }
    say(`killed at ${chosen.length} of ${endings.size} points, in ${Math.round((performance.now() - begun) / 1_000)} s`);
    expect(wrong).toEqual([]);
  });
});

/**
 * Tells the first story that comes by a point. What it came by may have been for the clock's sake, or a
 * question whose answer is remembered: then by functions that remember nothing, and then the next story.
 * What hangs on how long something takes is tried again.
 */
async function tellUntilKilled(end: Point, among: readonly Story[]) {
  for (const story of among) {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const { ended, seen, givenUp } = await tell(stage, story, { end, fresh: tries % 2 === 1 });
      if (ended > 0) return { story: story.name, seen, givenUp, wanted: wantedOf(story) };
    }
  }
  return undefined;
}

function isChosen(point: Point): boolean {
  return where === "" ? changes(point) : where === "all" || point.includes(where);
}

/** Whether something is different after it: between two changes, one end is like the other. */
function changes(point: Point): boolean {
  return point.startsWith("after") && /(?:Put|Update|Delete)Item|Write|MessageBatch|ReceiveMessage|POST (?:chat|views|outbound)|written/.test(point);
}
