import { describe, expect, it } from "vitest";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";

const lane = openLane();

describe("an operator's command, with a stage named", () => {
  it("lists the API keys of the stage", async () => {
    const { code, said } = await lane.command("keys", "list");
    expect(said).toMatch(/lane\s+lane\s+write,read/);
    expect(code).toBe(0);
  });

  it("examines the stage, and finds nothing but what MiniStack lacks", async () => {
    // The clock's test stops the work on follow-ups for a moment, and doctor sees that.
    const said = await until("follow-ups worked on", async () => {
      const examined = await lane.command("doctor");
      return examined.said.includes("is Disabled") ? undefined : examined.said;
    });
    expect(said).toContain("stage dev");
    expect(said.split("\n").filter((line) => line.startsWith("!!"))).toEqual([expect.stringMatching(/^!! {2}Keeping: point-in-time/), expect.stringMatching(/^!! {2}Keeping: time to live/)]);
  });

  it("lists every queue of dead letters, with nothing in it", async () => {
    const { code, said } = await lane.command("dlq", "list");
    expect(said.match(/^\S+(?= +0 )/gm)).toEqual(["alerts-dead.fifo", "follow-ups-dead", "mail-events-dead", "stream-failures"]);
    expect(code).toBe(0);
  });

  it("lists what is parked, which is nothing", async () => {
    expect(await lane.command("parked", "list")).toEqual({ code: 0, said: "Nothing is parked at stage dev.\n" });
  });
});
