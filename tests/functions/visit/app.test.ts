import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { visitApp } from "../../../functions/visit/app.ts";
import type { Visiting } from "../../../functions/visit/visiting.ts";
import { personalCode } from "../../../functions/visit/personal-code.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import type { Response as Answer } from "../../../shared/domain/response.ts";
import type { Suppression } from "../../../shared/domain/suppression.ts";
import { readToken, signToken } from "../../../shared/runtime/token.ts";
import { copies } from "../../support/domain.ts";
import { nothingToClaim } from "./nothing-to-claim.ts";

const secret = "a secret of thirty-two characters";
const now = new Date("2026-11-21T10:00:00Z");

const response: Answer = {
  id: "rsp_1", source: "demo", revision: 1, band: "promoter",
  submittedAt: "2026-11-20T10:00:00.000Z", receivedAt: "2026-11-20T10:00:00.000Z",
  body: { survey: { id: "s" }, metric: "nps", score: 10, respondent: { id: "u_91", email: "lin@acme.example", name: "Lin Wei" } },
  revisions: [],
};
const reward: Effect = {
  id: "rsp_1.reward", kind: "reward", responseId: "rsp_1", state: "sent",
  at: response.receivedAt, plannedAt: response.receivedAt, notBefore: response.receivedAt, attempts: 1, person: "id:u_91",
};

type World = { effects?: Effect[]; broken?: boolean; until?: string; locale?: string; translations?: Record<string, { title: string; terms: string }> };

function appOf({ effects = [reward], broken = false, until, locale, translations = {} }: World = {}) {
  const asked: string[] = [];
  const list = new Map<string, Suppression>();
  const needs: Visiting = {
    responses: {
      find: (id) => {
        asked.push(id);
        if (broken) return Promise.reject(new Error("the store is down"));
        const { body } = response;
        const answered = { ...response, body: { ...body, respondent: { ...body.respondent, ...(locale === undefined ? {} : { locale }) } } };
        return Promise.resolve(id === "rsp_1" ? { response: answered, effects } : undefined);
      },
    },
    suppressions: {
      find: (address) => Promise.resolve(list.get(address)),
      add: (address, reason, at) => {
        list.set(address, { reason, at });
        return Promise.resolve();
      },
    },
    copies,
    policy: {
      messages: {
        sender: { name: "The Example team", email: "feedback@example.com" }, company: "Example <& Sons>",
        postalAddress: "Example Inc., 1 Example Street, 12345 Example City",
        modes: { detractor: "auto", passive: "auto", promoter: "auto" }, delays: { detractor: 0, passive: 0, promoter: 0 }, approveWithin: 0, quietHours: "off", oncePer: 0, suppressedDomains: [], afterResolution: "off",
      },
      rewards: {
        oncePer: 0,
        programs: [{
          id: "refer-a-friend", kind: "referral", title: "A month on us", terms: "One <reward> per person.",
          link: "https://www.example.com/invite/{code}", condition: "none", translations, ...(until === undefined ? {} : { until }),
        }],
      },
    },
    readLink: (token) => Promise.resolve(readToken([secret], token, now)),
    ...nothingToClaim,
    clock: { now: () => now },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  return { app: visitApp(needs), asked, list };
}

const path = `/m/${signToken(secret, { purpose: "reward", effectId: "rsp_1.thank" })}`;

describe("the page of a reward", () => {
  test("shows title and terms, all escaped, and a button", async () => {
    const answer = await appOf().app.request(path);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain("A month on us");
    expect(page).toContain("One &lt;reward&gt; per person.");
    expect(page).toMatch(/<form method="post"><button class="action">Get your code<\/button><\/form>/);
    expect(page).not.toMatch(/<strong>|www\.example\.com/);
    expect(page).toContain("Example &lt;&amp; Sons&gt;");
    expect(page).not.toContain("lin@acme.example");
  });

  test("speaks the respondent's language, and says what is offered in the policy's where there is no other", async () => {
    const untold = await (await appOf({ locale: "de-AT" }).app.request(path)).text();
    expect(untold).toContain('<html lang="de" dir="ltr">');
    expect(untold).toContain("Code abholen");
    expect(untold).toContain('<h1 lang="en" dir="auto">A month on us</h1>');
    const told = await (await appOf({ locale: "de-AT", translations: { de: { title: "Ein Monat von uns", terms: "Einmal pro Person." } } }).app.request(path)).text();
    expect(told).toContain('<h1 lang="de" dir="auto">Ein Monat von uns</h1>');
    expect(told).not.toMatch(/A month on us|Thank you/);
  });

  test("may be looked at as often as anybody likes", async () => {
    const { app } = appOf();
    const pages = await Promise.all([1, 2, 3].map(async () => (await app.request(path)).text()));
    expect(new Set(pages).size).toBe(1);
    expect((await app.request(path, { method: "HEAD" })).status).toBe(200);
  });

  test.each(["PUT", "DELETE"])("takes no %s", async (method) => {
    const { app, asked } = appOf();
    const answer = await app.request(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe("GET, HEAD, POST");
    expect(asked).toEqual([]);
  });
});

describe("a link that leads nowhere", () => {
  const expired = `/m/${signToken(secret, { purpose: "reward", effectId: "rsp_1.thank", expiresAt: "2026-11-21T09:00:00Z" })}`;
  const elsewhere = `/m/${signToken(secret, { purpose: "reward", effectId: "rsp_9.thank" })}`;
  test.each([
    ["one that was changed", `${path}x`, {}, 404],
    ["one that nobody made", "/m/hello", {}, 404],
    ["one of an erased response", elsewhere, {}, 404],
    ["one of a reward that was cancelled", path, { effects: [{ ...reward, state: "cancelled" as const }] }, 404],
    ["one whose time is over", expired, {}, 410],
    ["one of a program that had ended", path, { until: "2026-11-19" }, 410],
    ["one that cannot be looked up now", path, { broken: true }, 503],
  ])("%s gets a kind page", async (_, address, world, status) => {
    const answer = await appOf(world).app.request(address);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(await answer.text()).toMatch(/reply to the email|try again/);
  });

  test("is not looked up when it is not ours", async () => {
    const { app, asked } = appOf();
    await app.request(`${path}x`);
    expect(asked).toEqual([]);
  });
});

const leaving = `/m/${signToken(secret, { purpose: "unsubscribe", effectId: "rsp_1.thank", address: "pseudonym-of-lin" })}`;

test.each([["a reward", path, 200], ["leaving", leaving, 200], ["a link nobody knows", "/m/x", 404], ["an error", path, 503]] as const)(
  "the page of %s loads nothing, is framed nowhere, is kept and indexed by nobody",
  async (_, address, status) => {
    const answer = await appOf({ broken: status === 503 }).app.request(address);
    expect(answer.status).toBe(status);
    const page = await answer.text();
    const [, style = ""] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(answer.headers.get("Content-Security-Policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action ${status === 200 ? "'self'" : "'none'"}; frame-ancestors 'none'`,
    );
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff", "x-robots-tag": "noindex, nofollow",
    });
    expect(page).toContain('name="viewport"');
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).not.toMatch(/<script|<img|style="/);
    expect(page.includes("<form")).toBe(status === 200);
  },
);

describe("a personal code", () => {
  test("is the same each time, and another for another person, program or secret", () => {
    const codes = [
      personalCode(secret, "id:u_91", "a"), personalCode(secret, "id:u_92", "a"),
      personalCode(secret, "id:u_91", "b"), personalCode("other", "id:u_91", "a"),
    ];
    expect(personalCode(secret, "id:u_91", "a")).toBe(codes[0]);
    expect(new Set(codes).size).toBe(4);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  });
});
