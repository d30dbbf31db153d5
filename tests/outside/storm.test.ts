import { expect, it } from "vitest";
import { startAfterscore } from "./support/afterscore.ts";
import { isSettled } from "./support/api.ts";
import { atOnce } from "./support/at-once.ts";
import { until } from "./support/until.ts";

it("300 detractors at once become a few cards, and one that says how many there are besides", async () => {
  const app = await startAfterscore();
  try {
    const bodies = Array.from({ length: 300 }, (_, at) => ({
      id: `storm-${at}`, survey: { id: "onboarding-30d" }, metric: "nps", score: 6, respondent: { id: `u_${at}` }, account: { id: `acc-${at % 7}`, name: `Account ${at % 7}` },
    }));
    const ids: string[] = [];
    await atOnce(bodies, 16, async (body, at) => { ids[at] = (await app.accepted(body)).id; });
    const settled = await until("all told", async () => {
      const shown = await Promise.all(ids.map((id) => app.shown(id)));
      return shown.every(({ effects }) => effects.length > 0 && effects.every(({ state }) => isSettled(state))) ? shown : undefined;
    }, { within: 120_000, every: 1_000 });
    const alerts = settled.flatMap(({ effects }) => effects.filter(({ kind }) => kind === "alert"));
    expect(alerts.filter(({ state }) => state !== "sent")).toEqual([]);
    const folded = alerts.filter(({ detail }) => detail?.startsWith("folded into storm_") === true);
    const history = await until("the card says everything", async () => {
      const messages = await app.slack.history();
      return messages.some(({ text }) => text.includes(`${folded.length} more cases`)) ? messages : undefined;
    }, { within: 30_000 });
    expect(folded.length).toBeGreaterThanOrEqual(200);
    expect(history.filter(({ text }) => text.includes("folded into one card"))).toHaveLength(1);
    expect(history).toHaveLength(300 - folded.length + 1);
  } finally {
    await app.stop();
  }
}, 240_000);
