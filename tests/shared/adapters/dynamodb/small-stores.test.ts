import { describe, expect, it } from "vitest";
import { dynamoApiKeys } from "../../../../shared/adapters/dynamodb/api-keys.ts";
import { UnreadableItem, decodeResponse, decodeResponseImage } from "../../../../shared/adapters/dynamodb/codec.ts";
import { dynamoExaminations } from "../../../../shared/adapters/dynamodb/examinations.ts";
import { dynamoParking } from "../../../../shared/adapters/dynamodb/parking.ts";
import { dynamoSuppressions } from "../../../../shared/adapters/dynamodb/suppressions.ts";
import { laneOf } from "../../../../shared/adapters/dynamodb/table.ts";
import { suppressionReasons } from "../../../../shared/domain/suppression.ts";
import type { ApiKey } from "../../../../shared/ports.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const key = (id: string, more: Partial<ApiKey> = {}): ApiKey => ({ id, name: `key ${id}`, source: "shop", scopes: ["write"], hash: "00", createdAt: `2026-11-0${id}T00:00:00.000Z`, ...more });

  describe("API keys", () => {
    it("are found by id and listed oldest first, as they were made", async () => {
      const keys = dynamoApiKeys(await newTable());
      const made = [key("2", { scopes: ["read", "write"], ratePerSecond: 5 }), key("1"), key("3")];
      for (const one of made) await keys.create(one);
      expect(await keys.find("2")).toEqual(made[0]);
      expect((await keys.list()).map(({ id }) => id)).toEqual(["1", "2", "3"]);
      expect(await keys.find("4")).toBeUndefined();
    });

    it("never replace one another", async () => {
      const keys = dynamoApiKeys(await newTable());
      await keys.create(key("1"));
      await expect(keys.create(key("1", { hash: "ff" }))).rejects.toThrow();
      expect((await keys.find("1"))?.hash).toBe("00");
    });

    it("are revoked once, at the first time that was said", async () => {
      const keys = dynamoApiKeys(await newTable());
      await keys.create(key("1"));
      expect([await keys.revoke("1", "2026-11-05"), await keys.revoke("1", "2026-11-09"), await keys.revoke("9", "2026-11-05")]).toEqual([true, true, false]);
      expect((await keys.find("1"))?.revokedAt).toBe("2026-11-05");
      expect(await keys.find("9")).toBeUndefined();
    });
  });

  describe("the doctor's findings", () => {
    it("are those of the last time, and none before the first", async () => {
      const examinations = dynamoExaminations(await newTable());
      expect(await examinations.last()).toBeUndefined();
      await examinations.record({ at: "2026-11-05T00:00:00.000Z", findings: [{ kind: "wrong", text: "Slack: no." }] });
      await examinations.record({ at: "2026-11-06T00:00:00.000Z", findings: [{ kind: "ok", text: "Slack: yes." }, { kind: "hint", text: "Desk: nobody can sign in." }] });
      expect(await examinations.last()).toEqual({ at: "2026-11-06T00:00:00.000Z", findings: [{ kind: "ok", text: "Slack: yes." }, { kind: "hint", text: "Desk: nobody can sign in." }] });
    });
  });

  describe("a record that fails", () => {
    const failed = { consumer: "route", key: "rsp_1@7", reason: "why", at: "2026-11-21T12:00:00.000Z" };

    it("is counted each time, however many see it fail at once", async () => {
      const parking = dynamoParking(await newTable());
      const strikes = await Promise.all(Array.from({ length: 9 }, () => parking.strike(failed)));
      expect(strikes.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it("is counted for each consumer and each record on its own", async () => {
      const parking = dynamoParking(await newTable());
      await parking.strike(failed);
      expect([await parking.strike({ ...failed, consumer: "roll-up" }), await parking.strike({ ...failed, key: "rsp_2@7" }), await parking.strike(failed)]).toEqual([1, 1, 2]);
    });
  });

  describe("an address that is not written to", () => {
    it("is known by its pseudonym, with the reason, and none other is", async () => {
      const suppressions = dynamoSuppressions(await newTable());
      await suppressions.add("lin", "bounced", "2026-11-21T12:00:00.000Z");
      expect([await suppressions.find("lin"), await suppressions.find("mia")]).toEqual([{ reason: "bounced", at: "2026-11-21T12:00:00.000Z" }, undefined]);
    });

    it("has the first of all reasons that were given, in whatever order they came, and since when", async () => {
      const table = await newTable();
      const suppressions = dynamoSuppressions(table);
      const orders = suppressionReasons.flatMap((first) => suppressionReasons.map((second) => [first, second] as const));
      for (const [first, second] of orders) {
        const address = `${first}, then ${second}`;
        await suppressions.add(address, first, "2026-11-21T12:00:00.000Z");
        await suppressions.add(address, second, "2026-11-22T12:00:00.000Z");
        const isStronger = suppressionReasons.indexOf(second) < suppressionReasons.indexOf(first);
        expect(await suppressions.find(address)).toEqual(isStronger ? { reason: second, at: "2026-11-22T12:00:00.000Z" } : { reason: first, at: "2026-11-21T12:00:00.000Z" });
      }
    });

    it("can be taken off the list, whatever the reason, also when it is not on it, and be put there again", async () => {
      const suppressions = dynamoSuppressions(await newTable());
      await suppressions.add("lin", "unsubscribed", "2026-11-21T12:00:00.000Z");
      await suppressions.add("mia", "unsubscribed", "2026-11-21T12:00:00.000Z");
      for (let times = 0; times < 2; times += 1) await suppressions.remove("lin");
      expect([await suppressions.find("lin"), (await suppressions.find("mia"))?.reason]).toEqual([undefined, "unsubscribed"]);
      await suppressions.add("lin", "suppressed", "2026-11-23T12:00:00.000Z");
      expect(await suppressions.find("lin")).toEqual({ reason: "suppressed", at: "2026-11-23T12:00:00.000Z" });
    });
  });

  describe("a record that is parked", () => {
    it("is listed for its consumer with its last reason until it is removed; one that was only struck is not", async () => {
      const parking = dynamoParking(await newTable());
      const record = { consumer: "route", key: "rsp_1@7", reason: "first", at: "2026-11-21T12:00:00.000Z" };
      await parking.strike(record);
      expect(await parking.list("route")).toEqual([]);
      await parking.strike({ ...record, reason: "why" });
      await parking.park(record);
      expect(await parking.list("route")).toEqual([{ ...record, reason: "why", strikes: 2 }]);
      expect(await parking.list("roll-up")).toEqual([]);
      await parking.remove(record);
      expect(await parking.list("route")).toEqual([]);
    });
  });

  describe("an item that is not what it should be", () => {
    it.each([{}, { type: "effect" }, { type: "response" }, { type: "response", body: "{}", revisions: "none" }])("is refused: %j", (item) => {
      expect(() => decodeResponse(item)).toThrow(UnreadableItem);
      expect(() => decodeResponseImage({})).toThrow(UnreadableItem);
    });
  });

  describe("lanes", () => {
    it("are the same for an id each time, and evenly used", () => {
      const used = new Map<number, number>();
      for (let at = 0; at < 8_000; at += 1) used.set(laneOf(`rsp_${at}`), (used.get(laneOf(`rsp_${at}`)) ?? 0) + 1);
      expect([...used.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      for (const count of used.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
    });
  });
});
