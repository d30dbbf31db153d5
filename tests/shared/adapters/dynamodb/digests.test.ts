import { describe, expect, it } from "vitest";
import { dynamoDigests } from "../../../../shared/adapters/dynamodb/digests.ts";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoTraces } from "../../../../shared/adapters/dynamodb/traces.ts";
import { digestEffect, digestName, quotedIn } from "../../../../shared/domain/digest-effect.ts";
import { overEachTable } from "../../../support/table.ts";

const at = "2026-11-23T09:00:00.000Z";
const later = "2026-11-23T09:05:00.000Z";
const name = digestName("weekly", "2026-11-23");

overEachTable((newTable) => {
  describe("records of digests", () => {
    it("say since when a digest is known: since it was first asked for", async () => {
      const digests = dynamoDigests(await newTable());
      expect([await digests.knownSince("weekly", at), await digests.knownSince("weekly", later), await digests.knownSince("daily", later)]).toEqual([at, at, later]);
    });

    it("plan a digest once, however many do", async () => {
      const table = await newTable();
      const planned = await Promise.all([at, later, later].map((now) => dynamoDigests(table).plan(digestEffect(name, now))));
      expect(new Set(planned.map(({ plannedAt }) => plannedAt)).size).toBe(1);
      expect(await dynamoLedger(table).ofResponse(name)).toEqual([planned[0]]);
    });

    it("name whom a digest quotes, once, and nobody who was erased", async () => {
      const table = await newTable();
      const digests = dynamoDigests(table);
      const quoted = quotedIn(name, "rsp_1", { channel: "#leads", at });
      expect([await digests.quote(quoted), await digests.quote(quoted)]).toEqual([true, true]);
      expect(await dynamoLedger(table).ofResponse("rsp_1")).toEqual([quoted]);
      expect((await dynamoLedger(table).waiting("#leads", 10))).toEqual([]);
      const [retraction] = await dynamoTraces(table).eraseResponse("rsp_1", later);
      expect(retraction).toMatchObject({ id: `rsp_1.erase-${name}`, kind: "erase", lane: { channel: "#leads" } });
      await dynamoTraces(table).eraseResponse("rsp_2", later);
      expect(await digests.quote(quotedIn(name, "rsp_2", { channel: "#leads", at }))).toBe(false);
    });
  });
});
