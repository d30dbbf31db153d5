import { beforeAll, expect, test } from "vitest";
import { type Mail, batchSizes, counted, idleSweep, metrics } from "../../../../infra/commands/support/costs/counts.ts";
import { type CountedPipeline, startCountedPipeline } from "./counted-pipeline.ts";

/** How far a count may be off: lines hold times of any length, and two responses that meet on an account write once more, and read again. */
function slackFor(name: string, size: number, n: number): number {
  if (name.endsWith("Bytes")) return tolerance * n;
  // Whether an account is known already is a matter of who came before: a write, or of ten together some.
  if (name === "writeUnits" && size <= 10) return size === 1 ? 1 : 0.5;
  if (size === 1) return 0;
  return (name === "readUnits" ? 0.08 : 0.02) * n;
}

const tolerance = 0.05;

/** The tests of one of the model's tables: each of its counts is what the functions take. */
export function expectCounts(mail: Mail): void {
  let pipeline: CountedPipeline;
  beforeAll(async () => {
    pipeline = await startCountedPipeline(mail === "on" ? "auto" : "off");
    // The first of all reads keys and secrets that the others then know.
    await pipeline.live("promoter", 1);
    return () => pipeline.stop();
  });

  for (const band of ["detractor", "passive", "promoter"] as const) {
    // On a machine that is too busy a send is doubted and looked up, which costs more than it does while all goes well.
    test.each(batchSizes)(`a ${band}'s response, %i together`, { retry: 2, timeout: 600_000 }, async (size) => {
      const found = await pipeline.live(band, size);
      for (const [name, n] of Object.entries(counted[mail][band][size])) {
        const count = found[name as keyof typeof found];
        expect(Math.abs(count - n), `${name}: ${count} instead of ${n}`).toBeLessThanOrEqual(slackFor(name, size, n));
      }
    });
  }

  test("a sweep that finds nothing", async () => {
    const { readUnits, logBytes, ...rest } = await pipeline.idleSweep();
    expect(readUnits).toBe(idleSweep.readUnits);
    expect(Math.abs(logBytes - idleSweep.logBytes)).toBeLessThanOrEqual(tolerance * idleSweep.logBytes);
    expect(rest).toEqual({ writeUnits: 0, fifoRequests: 0, queueRequests: 0, invocations: 1, storedBytes: 0 });
  });

  test("the metrics that were written meanwhile", () => {
    expect(pipeline.metrics().filter((metric) => metric !== "Effects unknown")).toHaveLength(metrics[mail]);
  });
}
