import { describe, expect, it } from "vitest";
import { gatherDigest } from "../../../functions/report/gather-digest.ts";
import { report } from "../../../functions/report/run.ts";
import type { Sending } from "../../../functions/report/send-digest.ts";
import { dynamoCaseLists } from "../../../shared/adapters/dynamodb/case-lists.ts";
import { dynamoDigests } from "../../../shared/adapters/dynamodb/digests.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoTallies } from "../../../shared/adapters/dynamodb/tallies.ts";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import { memoryChatFiles } from "../../../shared/adapters/memory/chat-files.ts";
import { memoryChat } from "../../../shared/adapters/memory/chat.ts";
import type { DigestRule } from "../../../shared/domain/digest-rule.ts";
import { retracted } from "../../../shared/domain/erasure.ts";
import { policyWith, responseWith } from "../../support/domain.ts";
import { overEachTable } from "../../support/table.ts";

const hour = 3_600_000;
const day = 24 * hour;
const weekly: DigestRule = { id: "weekly", every: "week", day: 1, at: "09:00", metrics: ["nps"], language: "en" };

overEachTable((newTable) => {
  async function team(digests: readonly DigestRule[] = [weekly]) {
    const table = await newTable();
    const clock = { at: Date.parse("2026-11-18T12:00:00Z") };
    const now = () => new Date(clock.at);
    const policy = policyWith((source) => ({ ...source, digests: [...digests] }));
    const chat = memoryChat({ now, settleMs: 60_000, channels: ["customer-feedback", "leads"] });
    const files = memoryChatFiles();
    const said: string[] = [];
    const counted: string[] = [];
    const sources = { tallies: dynamoTallies(table), cases: dynamoCaseLists(table), responses: dynamoResponses(table), clock: { now }, policy };
    const needs: Sending = {
      digests: dynamoDigests(table),
      ledger: dynamoLedger(table),
      gather: (due) => gatherDigest(sources, due),
      chat,
      files,
      drawTrend: () => Promise.resolve({ bytes: Uint8Array.of(1), altText: "NPS over 13 weeks." }),
      policy,
      clock: { now },
      sleep: (ms) => { clock.at += ms; return Promise.resolve(); },
      log: { info: () => undefined, warn: (event) => { said.push(event); }, error: (event) => { said.push(event); } },
      metrics: { count: (name) => { counted.push(name); }, milliseconds: () => undefined },
    };
    return {
      table, clock, chat, files, needs, said, counted, responses: sources.responses,
      /** Calls every so often until a moment. */
      until: async (moment: string, everyMs = hour, given: Partial<Sending> = {}) => {
        for (const end = Date.parse(moment); clock.at < end; clock.at = Math.min(end, clock.at + everyMs)) await report({ ...needs, ...given });
        await report({ ...needs, ...given });
      },
      posts: () => chat.posts().map(({ channel, effectId }) => `${channel} ${effectId}`),
    };
  }

  describe("a digest of the policy", () => {
    it("comes once each week, and not for the weeks before it was first heard of", async () => {
      const { until, posts } = await team();
      await until("2026-12-08T12:00:00Z", 5 * hour);
      expect(posts()).toEqual(["2026-11-23", "2026-11-30", "2026-12-07"].map((monday) => `C-customer-feedback digest_weekly_${monday}.digest`));
    });

    it("shows its chart and promoters' words, and says beside whose they are", async () => {
      const { until, chat, files, responses, needs, table } = await team();
      await responses.insert(responseWith({ score: 10, comment: "It just works.", account: { id: "acme", name: "Acme" } }, { id: "rsp_7", submittedAt: "2026-11-20T12:00:00.000Z" }));
      await until("2026-11-23T10:00:00Z", 12 * hour);
      expect(JSON.stringify(chat.posts())).toContain("It just works.");
      expect(JSON.stringify(chat.posts())).toContain("Acme");
      // Nothing was counted, so there is nothing to draw.
      expect(files.files.size).toBe(0);
      const [retraction] = await dynamoTraces(table).eraseResponse("rsp_7", "2026-11-24T12:00:00.000Z");
      expect(retraction).toMatchObject({ id: "rsp_7.erase-digest_weekly_2026-11-23", kind: "erase", lane: { channel: "#customer-feedback" } });
      expect(await needs.ledger.find(retracted(retraction!))).toMatchObject({ state: "sent", receipt: { channel: "C-customer-feedback" } });
      expect(await needs.digests.quote({ ...retraction!, id: "rsp_7.digest_other", kind: "digest" })).toBe(false);
    });

    it("leaves the effects of an answer of which nothing comes as they were", async () => {
      const { until, responses } = await team();
      const quiet = { reason: "backfill" as const, kinds: ["thank" as const] };
      await responses.insert({ ...responseWith({ score: 10, comment: "Fine.", backfill: true }, { id: "rsp_8", submittedAt: "2026-11-20T12:00:00.000Z" }), quiet });
      await until("2026-11-23T10:00:00Z", 12 * hour);
      expect((await responses.find("rsp_8"))?.effects.map(({ kind, state, detail }) => [kind, state, detail])).toEqual([["digest", "sent", undefined], ["thank", "cancelled", "backfill"]]);
    });

    it("comes late when nobody could send it, and no more after a day", async () => {
      const down = await team();
      await report(down.needs);
      down.clock.at = Date.parse("2026-11-24T08:59:00Z");
      await report(down.needs);
      expect(down.posts()).toEqual(["C-customer-feedback digest_weekly_2026-11-23.digest"]);
      const gone = await team();
      await report(gone.needs);
      gone.clock.at = Date.parse("2026-11-24T09:01:00Z");
      await report(gone.needs);
      expect(gone.posts()).toEqual([]);
    });

    it("that Slack refuses for a day is given up, and said to have failed", async () => {
      const { until, needs, posts, said } = await team();
      const refusing = { ...needs.chat, post: () => Promise.resolve({ kind: "refused", reason: "ratelimited", retryAfterMs: 60_000 } as const) };
      await until("2026-11-24T10:00:00Z", hour, { chat: refusing });
      expect(await needs.ledger.find("digest_weekly_2026-11-23.digest")).toMatchObject({ state: "failed", detail: "it could not be sent within a day" });
      expect([posts(), said.includes("digest not sent")]).toEqual([[], true]);
    });

    it("is looked up when its answer was lost, and not sent again", async () => {
      const { until, needs, chat, posts } = await team();
      const losing: Sending["chat"] = { ...chat, post: async (posting) => { await chat.post(posting); return { kind: "uncertain", reason: "the answer was lost" }; } };
      await until("2026-11-23T09:00:00Z", 12 * hour, { chat: losing });
      await until("2026-11-23T15:00:00Z");
      expect(posts()).toHaveLength(1);
      expect(await needs.ledger.find("digest_weekly_2026-11-23.digest")).toMatchObject({ state: "sent" });
    });

    it("waits for Slack to take its chart, and shows the one it has brought", async () => {
      const { until, needs, posts } = await team();
      let left = 2;
      const working: Sending["chat"] = {
        ...needs.chat,
        post: (posting) => (left-- > 0 ? Promise.resolve({ kind: "refused", reason: "invalid_blocks: invalid slack file" }) : needs.chat.post(posting)),
      };
      await until("2026-11-23T09:00:00Z", 12 * hour, { chat: working });
      expect(posts()).toHaveLength(1);
      expect((await needs.ledger.find("digest_weekly_2026-11-23.digest"))?.attempts).toBe(3);
    });

    it("goes to the default channel where its own refuses, which is counted", async () => {
      const { until, posts, counted } = await team([{ ...weekly, channel: "#gone" }]);
      await until("2026-11-23T10:00:00Z", 12 * hour);
      expect(posts()).toEqual(["C-customer-feedback digest_weekly_2026-11-23.digest"]);
      expect(counted).toEqual(["ChannelRefused"]);
    });

    it("that fails does not hold up the others, and is tried again", async () => {
      const { needs, clock, posts } = await team([weekly, { ...weekly, id: "leads", channel: "#leads" }]);
      await report(needs);
      clock.at = Date.parse("2026-11-23T09:01:00Z");
      const failing: Partial<Sending> = { gather: (due) => (due.rule.id === "weekly" ? Promise.reject(new Error("the table is away")) : needs.gather(due)) };
      await expect(report({ ...needs, ...failing })).rejects.toThrow("some digests could not be sent");
      expect(posts()).toEqual(["C-leads digest_leads_2026-11-23.digest"]);
      await report(needs);
      expect(posts()).toEqual(["C-leads digest_leads_2026-11-23.digest", "C-customer-feedback digest_weekly_2026-11-23.digest"]);
    });

    it("comes once when two look at the same time, again and again", async () => {
      const { needs, clock, posts } = await team([{ id: "daily", every: "day", at: "09:00", metrics: ["nps"], language: "zh" }]);
      await report(needs);
      for (let days = 0; days < 3; days += 1) {
        clock.at += day;
        await Promise.all([report(needs), report(needs), report(needs)]);
      }
      expect(posts()).toHaveLength(3);
    });
  });
});
