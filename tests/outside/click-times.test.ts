import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { type Casework, type Opened, caseworkOf, typesOf } from "./support/casework.ts";
import { type Door, chosen, click, doorOf, submission, typed } from "./support/door.ts";
import { say } from "./support/say.ts";
import { strictTimes } from "./support/times.ts";

let app: Afterscore;
let cases: Casework;
let door: Door;
let opened: Opened;
beforeAll(async () => {
  app = await startUnfolded();
  cases = caseworkOf(app);
  door = doorOf(app.local);
  opened = await cases.open();
}, 120_000);
afterAll(() => app.stop());

/** Slack waits three seconds: a tenth of it when a process has never been clicked in, a hundredth when it has. */
const cold = 300;
const warm = 30;
const clicks = 30;

describe("the time an answer to Slack takes", () => {
  it("is short for the first click of a process, and shorter for all after it", { timeout: 300_000 }, async () => {
    // Nobody has clicked in this process yet.
    const first = await door.interaction(click({ user: "U0MIA" }, opened, "acknowledge"));
    expect(first.status).toBe(200);
    await cases.seen(opened, 1);
    say(`first click of a process: ${first.ms.toFixed(0)} ms`);
    const taken: number[] = [];
    const reads: number[] = [];
    for (let at = 0; at < clicks; at += 1) {
      const kind = at % 3;
      const payload =
        kind === 0
          ? submission({ user: "U0MIA" }, opened, "note", { note: typed(`note ${at}`) })
          : kind === 1
            ? submission({ user: "U0MIA" }, opened, "resolve", { outcome: chosen("recovered"), root_cause: chosen("bug") })
            : click({ user: "U0JONAS" }, opened, "reopen");
      const answered = await door.interaction(payload);
      expect([answered.status, answered.text]).toEqual([200, ""]);
      taken.push(answered.ms);
      // What comes of it is done beside the next one otherwise, by the same two cores.
      await cases.seen(opened, at + 2);
      const begun = performance.now();
      await cases.show(opened.caseId);
      reads.push(performance.now() - begun);
    }
    const at = (share: number, of = taken) => of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * share))] ?? 0;
    say(`a click on a warm process: p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms (reading a case beside it: p50 ${at(0.5, reads).toFixed(1)} ms)`);
    // Every click was one transition, whatever the clock says.
    const expected = Array.from({ length: clicks / 3 }, () => ["note", "resolve", "reopen"]).flat();
    const { shown, lines } = await cases.seen(opened, clicks + 1);
    expect(typesOf(shown.timeline)).toEqual(["open", "acknowledge", ...expected]);
    expect(lines).toHaveLength(clicks + 1);
    if (!strictTimes) return;
    expect(first.ms).toBeLessThanOrEqual(cold);
    expect(at(0.5)).toBeLessThanOrEqual(warm);
  });
});
