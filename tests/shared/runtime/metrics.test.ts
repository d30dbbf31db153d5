import { describe, expect, test } from "vitest";
import { logMetrics, measured } from "../../../shared/runtime/metrics.ts";
import { printed } from "../../support/printed.ts";

describe("metrics", () => {
  test("of an invocation are one line, and one more for each combination of dimensions", () => {
    const said = printed();
    const metrics = logMetrics("alert", "Afterscore/test");
    metrics.count("ChannelRefused");
    metrics.count("ChannelRefused", 2);
    for (const ms of [250, 750]) metrics.milliseconds("TimeToAlert", ms);
    for (const state of ["sent", "sent", "failed"]) metrics.count("Effects", 1, { kind: "alert", state });
    expect(said.lines()).toEqual([]);
    metrics.flush();
    const directive = (dimensions: string[], ...named: [string, string][]) => ({
      Timestamp: expect.any(Number) as number,
      CloudWatchMetrics: [{ Namespace: "Afterscore/test", Dimensions: [dimensions], Metrics: named.map(([Name, Unit]) => ({ Name, Unit })) }],
    });
    const effects = directive(["kind", "state"], ["Effects", "Count"]);
    expect(said.lines()).toEqual([
      { _aws: directive(["service"], ["ChannelRefused", "Count"], ["TimeToAlert", "Milliseconds"]), service: "alert", TimeToAlert: [250, 750], ChannelRefused: 3 },
      { _aws: effects, kind: "alert", state: "sent", Effects: 2 },
      { _aws: effects, kind: "alert", state: "failed", Effects: 1 },
    ]);
  });

  test("are none where nothing happened, and are not written twice", () => {
    const said = printed();
    const metrics = logMetrics("route", "Afterscore/test");
    metrics.flush();
    metrics.count("ResponsesAccepted");
    metrics.flush();
    metrics.flush();
    expect(said.lines()).toHaveLength(1);
  });

  test("are written after the handler, whatever came of it", async () => {
    const said = printed();
    const metrics = logMetrics("route", "Afterscore/test");
    const handler = measured(metrics, (fails: boolean) => {
      metrics.count("RecordsParked");
      return fails ? Promise.reject(new Error("away")) : Promise.resolve("done");
    });
    expect(await handler(false)).toBe("done");
    await expect(handler(true)).rejects.toThrow("away");
    expect(said.lines()).toEqual([expect.objectContaining({ RecordsParked: 1 }), expect.objectContaining({ RecordsParked: 1 })]);
  });
});
