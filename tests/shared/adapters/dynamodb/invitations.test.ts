import { describe, expect, it } from "vitest";
import { dynamoInvitations } from "../../../../shared/adapters/dynamodb/invitations.ts";
import type { Invitations as Invited } from "../../../../shared/domain/invitation.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const told = (id: string, more: Partial<Invited> = {}): Invited => ({ id: `inv_${id}`, survey: "onboarding", day: "2026-11-21", count: 120, ...more });
  const said = (digest: string, ...places: readonly string[]) => ({ digest, places });
  const span = { from: "2026-11-01", to: "2026-12-01" };

  describe("invitations", () => {
    it("are counted by survey and day, and in all", async () => {
      const invitations = dynamoInvitations(await newTable());
      const surveys = ["onboarding", "*", "=onboarding"];
      for (const [at, survey] of surveys.entries()) {
        for (const day of ["2026-11-20", "2026-11-21"]) {
          expect(await invitations.count(told(`${survey} ${day}`, { survey, day, count: at + 1 }), said("d", `${survey} ${day}`))).toMatchObject({ kind: "counted" });
        }
      }
      for (const [at, survey] of surveys.entries()) {
        expect(await invitations.read({ survey, ...span })).toEqual([{ day: "2026-11-20", count: at + 1 }, { day: "2026-11-21", count: at + 1 }]);
      }
      expect(await invitations.read(span)).toEqual([{ day: "2026-11-20", count: 6 }, { day: "2026-11-21", count: 6 }]);
      expect(await invitations.read({ survey: "nobody-was-asked", ...span })).toEqual([]);
    });

    it("are read from the first day, included, to the last, excluded", async () => {
      const invitations = dynamoInvitations(await newTable());
      for (const day of ["2026-11-20", "2026-11-21", "2026-11-22"]) await invitations.count(told(day, { day }), said("d", day));
      expect(await invitations.read({ from: "2026-11-21", to: "2026-11-22" })).toEqual([{ day: "2026-11-21", count: 120 }]);
      expect(await invitations.read({ from: "2026-11-22", to: "2026-11-22" })).toEqual([]);
    });

    it("are counted once, and a repeat is told what was told first", async () => {
      const invitations = dynamoInvitations(await newTable());
      const answers = [];
      for (const day of ["2026-11-21", "2026-11-22"]) answers.push(await invitations.count(told("1", { day }), said("d", "1")));
      expect(answers).toEqual([{ kind: "counted", told: told("1") }, { kind: "replayed", told: told("1") }]);
      expect(await invitations.read(span)).toEqual([{ day: "2026-11-21", count: 120 }]);
    });

    it("are not counted under an identity that came with other content", async () => {
      const invitations = dynamoInvitations(await newTable());
      await invitations.count(told("1"), said("d", "1"));
      expect(await invitations.count(told("1", { count: 5 }), said("other", "1"))).toEqual({ kind: "mismatch" });
      expect(await invitations.count(told("2", { count: 5 }), said("other", "2", "1"))).toEqual({ kind: "mismatch" });
      expect(await invitations.count(told("2", { count: 5 }), said("other", "2"))).toMatchObject({ kind: "counted" });
      expect(await invitations.read(span)).toEqual([{ day: "2026-11-21", count: 125 }]);
    });

    it("have the identities of every repeat", async () => {
      const invitations = dynamoInvitations(await newTable());
      await invitations.count(told("id"), said("d", "id"));
      for (let times = 0; times < 2; times += 1) expect(await invitations.count(told("id"), said("d", "id", "key"))).toMatchObject({ kind: "replayed" });
      expect(await invitations.count(told("other"), said("other", "other", "key"))).toEqual({ kind: "mismatch" });
      expect(await invitations.read(span)).toEqual([{ day: "2026-11-21", count: 120 }]);
    });

    it("are exact when many come at once, each several times", async () => {
      const invitations = dynamoInvitations(await newTable());
      const posts = Array.from({ length: 20 }, (_, at) => [at, at]).flat();
      const kinds = await Promise.all(posts.map(async (at) => (await invitations.count(told(String(at), { count: at + 1 }), said(String(at), String(at)))).kind));
      expect(Map.groupBy(kinds, (kind) => kind).get("counted")).toHaveLength(20);
      expect(await invitations.read({ survey: "onboarding", ...span })).toEqual([{ day: "2026-11-21", count: 210 }]);
    });
  });
});
