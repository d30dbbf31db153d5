import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { runCommandFile } from "../infra/commands/running.ts";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { type Effect, type Receipt, type Shown, isSettled } from "./support/api.ts";
import { atOnce } from "./support/at-once.ts";
import { rewardLink } from "./support/mailbox.ts";
import { changedPolicy } from "./support/policies.ts";
import { say } from "./support/say.ts";

const promoters = 1_000;
const codes = 700;
const settledWithin = 280_000;

/** Starts it with a pool as the program that runs, and fills the pool. */
async function startWithPool(count: number, more = ""): Promise<{ readonly app: Afterscore; readonly env: Record<string, string> }> {
  const home = mkdtempSync(join(tmpdir(), "afterscore-outside-"));
  const policy = changedPolicy(home, [["    - id: refer-a-friend\n", `    - { id: gift, kind: code_pool, title: A gift card, terms: One each.${more} }\n    - id: refer-a-friend\n`]]);
  const app = await startAfterscore({ home, policy });
  const file = join(home, "codes.csv");
  writeFileSync(file, `code\n${Array.from({ length: count }, (_, at) => `GIFT-${at}`).join("\n")}\n`);
  const env = { AFTERSCORE_HOME: home, AFTERSCORE_POLICY: policy };
  const imported = await runCommandFile("rewards", ["import", file, "--program", "gift"], env);
  expect(imported.stdout).toContain(`${count} are added to gift`);
  return { app, env };
}

const answerOf = (who: number, parts: object = {}) => ({ id: `p${who}`, survey: { id: "s" }, metric: "nps", score: 10, respondent: { id: `p${who}`, email: `p${who}@crowd.example` }, ...parts });

/** Posts all promoters in batches, two batches at a time; what was not answered is posted again by who comes next. */
async function postAll(app: Afterscore, count: number): Promise<readonly Receipt[]> {
  const size = 100;
  const receipts: Receipt[] = [];
  await atOnce(Array.from({ length: count / size }, (_, at) => at * size), 2, async (from) => {
    const bodies = Array.from({ length: size }, (_, at) => answerOf(from + at));
    const { status, body } = await app.ask<{ status: number; body: Receipt }[]>("POST", "/v1/responses/batch", JSON.stringify(bodies));
    if (status !== 207) throw new Error(`answered ${status}`);
    for (const [at, item] of body.entries()) receipts[from + at] = item.body;
  });
  return receipts;
}

async function allSettled(app: Afterscore, receipts: readonly Receipt[]): Promise<readonly Shown[]> {
  const end = performance.now() + settledWithin;
  const shown: Shown[] = [];
  for (const { id } of receipts) {
    for (;;) {
      const response = await app.shown(id);
      if (response.effects.length > 0 && response.effects.every(({ state }) => isSettled(state))) {
        shown.push(response);
        break;
      }
      if (performance.now() > end) throw new Error(`this is not settled: ${JSON.stringify(response.effects)}`);
      await sleep(300);
    }
  }
  return shown;
}

const rewardIn = ({ effects }: Shown): Effect | undefined => effects.find(({ kind }) => kind === "reward");
const codeIn = (page: string): string | undefined => /<strong>([^<]*)<\/strong>/.exec(page)?.[1];

/** Claims as a customer does, by the link of their mail. */
async function claim(link: string): Promise<string | undefined> {
  const answer = await fetch(link, { method: "POST" });
  const page = await answer.text();
  if (answer.status !== 200) throw new Error(`claiming was answered ${answer.status}`);
  return codeIn(page);
}

describe(`${promoters} promoters at once, and a pool of ${codes} codes`, () => {
  it("are 700 with a code of their own and 300 who are told of none, with everything killed in between", async () => {
    const { app, env } = await startWithPool(codes);
    let now = app;
    try {
      const begun = performance.now();
      const posting = postAll(app, promoters).catch(() => undefined);
      // Killed while mails go out, and once more while they go on.
      await sleep(4_000);
      await app.kill();
      await posting;
      now = await app.again();
      const receipts = await postAll(now, promoters);
      await sleep(3_000);
      await now.kill();
      now = await now.again();
      const responses = await allSettled(now, receipts);
      say(`settled after ${Math.round((performance.now() - begun) / 1_000)} s`);

      const rewards = responses.map(rewardIn);
      expect(rewards.filter((reward) => reward?.state === "sent")).toHaveLength(codes);
      expect(rewards.filter((reward) => reward?.state === "cancelled" && reward.detail === "out of stock")).toHaveLength(promoters - codes);
      expect(responses.every(({ effects }) => effects.some(({ kind, state }) => kind === "thank" && state === "sent"))).toBe(true);

      const mails = await now.mailbox.all();
      expect(mails).toHaveLength(promoters);
      const links = mails.flatMap((mail) => rewardLink(mail) ?? []);
      expect(links).toHaveLength(codes);

      // Half of them claim, everything is killed, and then all of them do.
      const first = new Map<string, string | undefined>();
      let dying: Promise<void> | undefined;
      await atOnce(links.slice(0, codes / 2), 16, async (link, at) => {
        if (dying !== undefined) return;
        first.set(link, await claim(link).catch(() => undefined));
        if (at === codes / 4) dying = now.kill();
      });
      await dying;
      now = await now.again();
      const moved = links.map((link) => link.replace(/^https?:\/\/[^/]+/, now.local.url));
      const claimed: (string | undefined)[] = [];
      await atOnce(moved, 16, async (link, at) => { claimed[at] = await claim(link); });
      expect(new Set(claimed).size).toBe(codes);
      expect(claimed.every((code) => /^GIFT-\d+$/.test(code ?? ""))).toBe(true);
      for (const [at, link] of links.entries()) if (first.get(link) !== undefined) expect(claimed[at]).toBe(first.get(link));

      const { stdout } = await runCommandFile("rewards", ["stock", "--program", "gift"], env);
      expect(stdout).toMatch(/^gift +code_pool +700 +0 +700 +no budget +low$/m);
    } finally {
      await now.stop();
      await app.stop();
    }
  }, 600_000);
});

describe("a pool", () => {
  it("is given as far as its budget goes, shown by GET and given by POST, and once in 180 days", async () => {
    const { app, env } = await startWithPool(10, ", budget: 3");
    try {
      const receipts = await Promise.all([1, 2, 3, 4, 5].map((who) => app.accepted(answerOf(who))));
      const responses = await Promise.all(receipts.map(({ id }) => app.settled(id)));
      const told = responses.map((response) => `${rewardIn(response)?.state ?? ""} ${rewardIn(response)?.detail ?? ""}`.trim()).sort();
      expect(told).toEqual(["cancelled budget spent", "cancelled budget spent", "sent", "sent", "sent"]);
      expect((await runCommandFile("rewards", ["stock"], env)).stdout).toMatch(/^gift +code_pool +10 +7 +3 +0 of 3$/m);

      const link = (await app.mailbox.all()).map(rewardLink).find((found) => found !== undefined) ?? "";
      for (const method of ["GET", "HEAD", "GET"]) {
        const looked = await fetch(link, { method });
        expect([looked.status, codeIn(await looked.text())]).toEqual([200, undefined]);
      }
      const code = await claim(link);
      expect([await claim(link), codeIn(await (await fetch(link)).text())]).toEqual([code, code]);
    } finally {
      await app.stop();
    }
  });

  it("gives nothing a second time to a promoter who answers again within 180 days", async () => {
    const { app, env } = await startWithPool(10);
    try {
      await app.settled((await app.accepted(answerOf(1))).id);
      const again = await app.settled((await app.accepted(answerOf(1, { id: "again", respondent: { id: "p1", email: "other@crowd.example" } }))).id);
      expect(rewardIn(again)).toMatchObject({ state: "cancelled", detail: "frequency cap" });
      expect((await runCommandFile("rewards", ["stock"], env)).stdout).toMatch(/^gift +code_pool +10 +9 +1 +no budget/m);
    } finally {
      await app.stop();
    }
  });
});

describe("a referral", () => {
  it("is counted by what the deployer's site tells of its code, signups once by their id", async () => {
    const app = await startAfterscore();
    try {
      const { id } = await app.settled((await app.accepted(answerOf(1))).id);
      const link = rewardLink((await app.mailbox.all())[0]!) ?? "";
      const tell = (body: object) => app.ask<Record<string, unknown>>("POST", "/v1/referrals", JSON.stringify(body));
      const code = (await claim(link)) ?? "";
      expect((await tell({ code: "ZZZZZZZZ", type: "visit" })).status).toBe(404);
      expect((await app.get("/v1/referrals/ZZZZZZZZ")).status).toBe(404);
      await tell({ code, type: "visit" });
      await tell({ code: code.toLowerCase(), type: "visit" });
      await Promise.all([1, 2, 3].map(() => tell({ code, type: "signup", id: "friend-1" })));
      const { status, body } = await tell({ code, type: "signup", id: "friend-2" });
      expect([status, body]).toEqual([200, expect.objectContaining({ code, program: "refer-a-friend", responseId: id, visits: 2, signups: 2 })]);
      expect((await app.get(`/v1/referrals/${code}`)).body).toEqual(body);
      const wrong = await tell({ code, type: "purchase" });
      expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("/type")]);

      await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: "p1" }));
      const left = await app.get(`/v1/referrals/${code}`);
      expect(left.body).toMatchObject({ code, visits: 2, signups: 2 });
      expect(left.body).not.toHaveProperty("responseId");
      expect((await fetch(link, { method: "POST" })).status).toBe(404);
    } finally {
      await app.stop();
    }
  });
});
