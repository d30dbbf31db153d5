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
    expect(said.split("\n").filter((line) => line.startsWith("!!"))).toEqual([expect.stringMatching(/^!! {2}Backups: point-in-time/), expect.stringMatching(/^!! {2}Backups: time to live/)]);
  });

  it.each(["dlq", "parked"])("lists what %s has, which is nothing", async (name) => {
    expect(await lane.command(name, "list")).toMatchObject({ code: 0 });
  });
});
