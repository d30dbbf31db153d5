import { execFile } from "node:child_process";
import { expect, it } from "vitest";
import type { Figure } from "../../infra/bench/figure.ts";
import { isMet, median, ratioOf } from "../../infra/bench/figure.ts";

const figure: Figure = { id: "P0", what: "x", measured: 2, bar: 2, unit: "", gates: true };

it("a figure is met up to its bar, and a figure that could not be measured is not", () => {
  expect([isMet(figure), isMet({ ...figure, measured: 2.01 }), isMet({ ...figure, measured: NaN })]).toEqual([true, false, false]);
});

it("a ratio is the middle one of pairs measured in turns", async () => {
  const [ours, theirs] = [[4, 9, 100], [2, 3, 1]];
  expect(await ratioOf(3, () => Promise.resolve(ours.shift()!), () => Promise.resolve(theirs.shift()!))).toBe(3);
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2]);
});

it("npm run bench says every figure beside its bar, and ends with 1 when a count or a size misses it", async () => {
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    const child = execFile(process.execPath, ["--import", "tsx", "infra/bench/main.ts", "--json"], (_, out) => { resolve({ code: child.exitCode ?? -1, stdout: out }); });
  });
  const figures = JSON.parse(stdout, (key, value: unknown) => (key === "bar" && value === null ? Infinity : value)) as (Figure & { met: boolean })[];
  expect(new Set(figures.map(({ id }) => id))).toEqual(new Set(["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P11"]));
  for (const one of figures) expect([one.what, one.measured >= 0, one.met]).toEqual([one.what, true, one.measured <= one.bar]);
  expect(code).toBe(figures.some(({ gates, met }) => gates && !met) ? 1 : 0);
}, 300_000);
