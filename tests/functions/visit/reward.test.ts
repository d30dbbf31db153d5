import { describe, expect, it } from "vitest";
import { visitApp } from "../../../functions/visit/app.ts";
import { personalCode } from "../../../functions/visit/personal-code.ts";
import { dynamoClaims } from "../../../shared/adapters/dynamodb/claims.ts";
import { dynamoReferrals } from "../../../shared/adapters/dynamodb/referrals.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoRewardStocks } from "../../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import type { PolicySource } from "../../../shared/domain/policy.ts";
import { readToken, signToken } from "../../../shared/runtime/token.ts";
import { copies, effectWith, policyWith, responseWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { overEachTable } from "../../support/table.ts";
import { wordsOf } from "../../outside/support/pages.ts";

overEachTable((newTable) => {
  const secret = "a secret of thirty-two characters";
  const noon = new Date("2026-11-21T12:00:00Z");
  const linkOf = (at: number, expiresAt?: string) => `/m/${signToken(secret, { purpose: "reward", effectId: `rsp_${at}.thank`, ...(expiresAt === undefined ? {} : { expiresAt }) })}`;
  const pool = { id: "gift", kind: "code_pool", title: "A gift", terms: "One each.", link: "https://shop.example.com/?c={code}" } as const;
  const sent = (at: number, parts: Partial<Effect> = {}): Effect =>
    effectWith({ id: `rsp_${at}.reward`, responseId: `rsp_${at}`, kind: "reward", state: "sent", person: `id:u${at}`, promised: { program: "gift", serial: at }, ...parts });

  async function world(effects: readonly Effect[], codeFor?: (person: string, program: string, attempt: number) => string) {
    const table = await newTable();
    await dynamoRewardStocks(table).add("gift", ["AAA 1", "AAA 2", "AAA 3"], 0);
    await dynamoRewardStocks(table).add("over", ["OLD 1", "OLD 2"], 0);
    for (const { responseId } of effects) await dynamoResponses(table).insert(responseWith({ score: 10, respondent: { id: responseId, locale: "en" } }, { id: responseId }));
    await putEffects(table, ...effects);
    const withPool = (source: PolicySource): PolicySource => ({ ...source, rewards: { oncePer: "180d", programs: [...(source.rewards?.programs ?? []), pool, { ...pool, id: "over", until: "2026-11-20" }] } });
    const app = visitApp({
      responses: dynamoResponses(table),
      suppressions: dynamoSuppressions(table),
      stocks: dynamoRewardStocks(table),
      claims: dynamoClaims(table),
      codeFor: (...given) => Promise.resolve(codeFor?.(...given) ?? personalCode(secret, ...given)),
      digest: (text) => `digest of ${text}`,
      policy: policyWith(withPool),
      copies,
      cases: { find: () => Promise.resolve(undefined) },
      accept: () => Promise.reject(new Error("nobody answers anything")),
      readLink: (token) => Promise.resolve(readToken([secret], token, noon)),
      clock: { now: () => noon },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const ask = async (at: string, method = "GET") => {
      const answer = await app.request(at, { method });
      const page = await answer.text();
      return { status: answer.status, page, said: wordsOf(page), code: /<strong>([^<]*)<\/strong>/.exec(page)?.[1], policy: answer.headers.get("Content-Security-Policy") ?? "" };
    };
    return { table, ask };
  }

  const referral = { program: "refer-a-friend" };

  describe("a reward out of a pool", () => {
    it("is claimed by its button alone, and is the same ever after", async () => {
      const { ask } = await world([sent(1), sent(2)]);
      const before = await ask(linkOf(1));
      expect(before).toMatchObject({ status: 200, code: undefined });
      expect(before.policy).toContain("form-action 'self'");
      expect((await ask(linkOf(1), "HEAD")).status).toBe(200);
      expect(await ask(linkOf(1))).toEqual(before);
      const claimed = await ask(linkOf(1), "POST");
      expect(claimed).toMatchObject({ status: 200, code: "AAA 2" });
      expect(claimed.page).toContain('href="https://shop.example.com/?c=AAA%202"');
      expect(claimed.said).not.toContain("Pass this link on");
      expect(claimed.policy).toContain("form-action 'none'");
      expect([(await ask(linkOf(1), "POST")).code, (await ask(linkOf(1))).code, (await ask(linkOf(2), "POST")).code]).toEqual(["AAA 2", "AAA 2", "AAA 3"]);
    });

    it("is one code, however often its button is pressed at once", async () => {
      const { ask } = await world([sent(1)]);
      const codes = await Promise.all(Array.from({ length: 8 }, async () => (await ask(linkOf(1), "POST")).code));
      expect(new Set(codes)).toEqual(new Set(["AAA 2"]));
    });
  });

  describe("a personal code", () => {
    it("is known from when it is claimed, and nothing is known before", async () => {
      const { ask, table } = await world([sent(1, { promised: referral })]);
      const code = personalCode(secret, "id:u1", "refer-a-friend");
      await ask(linkOf(1));
      expect(await dynamoReferrals(table).find(code)).toBeUndefined();
      const claimed = await ask(linkOf(1), "POST");
      expect(claimed.code).toBe(code);
      expect(claimed.page).toContain(`Pass this link on <span class="address" dir="ltr"><span>https://www.example.com/</span><span>invite/</span><span>${code}</span></span>`);
      expect(claimed.page.indexOf("Pass this link on")).toBeLessThan(claimed.page.indexOf(`<strong>${code}`));
      expect(await dynamoReferrals(table).find(code)).toMatchObject({ code, program: "refer-a-friend", responseId: "rsp_1" });
    });

    it("is another one where it is somebody else's already", async () => {
      const codeFor = (person: string, _: string, attempt: number) => (attempt === 0 ? "SAME" : `OF-${person.slice(3)}`);
      const { ask } = await world([sent(1, { promised: referral }), sent(2, { promised: referral })], codeFor);
      expect([(await ask(linkOf(1), "POST")).code, (await ask(linkOf(2), "POST")).code, (await ask(linkOf(2), "POST")).code]).toEqual(["SAME", "OF-u2", "OF-u2"]);
    });
  });

  describe("a program", () => {
    it("that the policy has no more leaves the codes that were claimed of it where they were", async () => {
      const { ask } = await world([sent(1, { promised: { program: "gone", serial: 1, code: "KEPT 1", claimedAt: noon.toISOString() } })]);
      for (const method of ["GET", "POST"]) {
        const page = await ask(linkOf(1), method);
        expect(page).toMatchObject({ status: 200, code: "KEPT 1" });
        expect(page.said).toContain("Your personal code");
        expect(page.said).not.toContain("The small print");
      }
    });

    it("that has ended since keeps what was promised before", async () => {
      const { ask } = await world([sent(1, { promised: { program: "over", serial: 1 } })]);
      expect(await ask(linkOf(1))).toMatchObject({ status: 200, code: undefined });
      expect(await ask(linkOf(1), "POST")).toMatchObject({ status: 200, code: "OLD 2" });
    });
  });

  describe("a claim", () => {
    it.each<[what: string, effect: Effect, link: string, status: number]>([
      ["whose token was changed", sent(1), `${linkOf(1)}x`, 404],
      ["whose token is of another message", sent(1), linkOf(9), 404],
      ["whose time is over", sent(1), linkOf(1, "2026-11-21T11:00:00Z"), 410],
      ["of what was cancelled", sent(1, { state: "cancelled", detail: "out of stock" }), linkOf(1), 404],
      ["of a program that is no more", sent(1, { promised: { program: "gone" } }), linkOf(1), 410],
    ])("%s gets a plain page, and changes nothing", async (_, effect, link, status) => {
      const { ask, table } = await world([effect]);
      const answer = await ask(link, "POST");
      expect([answer.status, answer.code]).toEqual([status, undefined]);
      expect((await dynamoResponses(table).find("rsp_1"))?.effects).toEqual([effect]);
    });

    it("of somebody who was erased finds nothing", async () => {
      const { ask, table } = await world([sent(1)]);
      await ask(linkOf(1), "POST");
      await dynamoTraces(table).eraseResponse("rsp_1", noon.toISOString());
      expect(await ask(linkOf(1), "POST")).toMatchObject({ status: 404, code: undefined });
    });
  });
});
