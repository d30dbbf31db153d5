import { describe, expect, it } from "vitest";
import type { Response } from "../../../shared/domain/response.ts";
import { bodyWith, policyWith, responseWith } from "../../support/domain.ts";
import { say } from "../../outside/support/say.ts";
import { stormStage, stormStart } from "./storm-stage.ts";

const rules = [{ when: { metric: "nps", scoreAtMost: 0 }, points: 4, reason: "the lowest score" } as const];
const policy = policyWith((source) => ({
  ...source,
  severity: { critical: 4, high: 2, rules },
  slack: { ...source.slack, routing: [{ when: { survey: ["elsewhere"] }, channel: "#elsewhere" }] },
  messages: { ...source.messages, modes: { detractor: "off", passive: "off", promoter: "off" } },
}));

function answer(name: string, at: number, score: number, survey = "onboarding-30d"): Response {
  const account = Number(/\d+$/.exec(name)?.[0] ?? 0) % 500;
  const body = bodyWith({ score, survey: { id: survey }, respondent: { id: name }, account: { id: `acc-${account}`, name: `Account ${account}` } });
  return responseWith(body, { id: `rsp_${name}`, receivedAt: new Date(stormStart + at).toISOString() });
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
}

/** How long the alerts of another channel took, each of a few a minute. */
async function elsewhere(stage: ReturnType<typeof stormStage>): Promise<readonly number[]> {
  const others = Array.from({ length: 20 }, (_, at) => answer(`other-${at}`, at * 4_000 + 777, 3, "elsewhere"));
  stage.receive(others);
  await stage.run(120_000);
  const alerts = await stage.alerts(others.map(({ id }) => id));
  return alerts.map(({ at, plannedAt }) => Date.parse(at) - Date.parse(plannedAt));
}

describe("10,000 detractors in a minute in one channel that takes a message a second", () => {
  it("are each represented in two minutes, in few posts, and nobody else notices", async () => {
    const idle = await elsewhere(stormStage(policy));
    const stage = stormStage(policy);
    const crowd = Array.from({ length: 10_000 }, (_, at) => answer(`many-${at}`, at * 6, at % 200 === 7 ? 0 : 3));
    stage.receive(crowd);
    const others = await elsewhere(stage);
    expect(stage.errors).toEqual([]);

    const alerts = await stage.alerts(crowd.map(({ id }) => id));
    const open = alerts.filter((alert) => !stage.isSettled(alert));
    expect(open).toEqual([]);
    expect(alerts).toHaveLength(crowd.length);
    expect(alerts.filter(({ state }) => state !== "sent")).toEqual([]);
    const folded = alerts.filter(({ detail }) => detail?.startsWith("folded into storm_") === true);
    const posted = alerts.filter(({ receipt }) => receipt !== undefined);
    expect(folded.length + posted.length).toBe(crowd.length);

    const critical = new Set(crowd.filter(({ body }) => body.score === 0).map(({ id }) => id));
    expect(posted.filter(({ responseId }) => critical.has(responseId))).toHaveLength(critical.size);

    const posts = stage.posts().filter(({ channel }) => channel === "C-customer-feedback");
    const first = Math.min(...posts.map(({ at }) => at.getTime())) - stormStart;
    const cards = posts.filter(({ effectId }) => effectId.endsWith(".storm"));
    const edits = stage.asked.filter(({ what, channel, taken }) => what === "edit" && taken && channel === "C-customer-feedback");
    const lastEdit = Math.max(...edits.map(({ at }) => at)) - stormStart;
    const lastCritical = Math.max(...posted.filter(({ responseId }) => critical.has(responseId)).map(({ at }) => Date.parse(at))) - stormStart;
    const lastSettled = Math.max(...alerts.map(({ at }) => Date.parse(at))) - stormStart;
    say(JSON.stringify({
      folded: folded.length, posts: posts.length, storms: cards.length, edits: edits.length, first, lastCritical, lastEdit, lastSettled,
      refused: stage.asked.filter(({ taken }) => !taken).length, idleP99: percentile(idle, 0.99), othersP99: percentile(others, 0.99),
    }));
    expect(first).toBeLessThanOrEqual(5_000);
    expect(lastSettled).toBeLessThanOrEqual(120_000);
    expect(lastEdit).toBeLessThanOrEqual(120_000);
    expect(posts.length).toBeLessThanOrEqual(150);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.message.text).toContain(`${folded.length} more cases`);
    expect(percentile(others, 0.99)).toBeLessThanOrEqual(1.5 * percentile(idle, 0.99));
  }, 240_000);
});
