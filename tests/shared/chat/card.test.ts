import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { card } from "../../../shared/chat/card.ts";
import type { CardView } from "../../../shared/chat/card-view.ts";
import type { Case } from "../../../shared/domain/case.ts";
import type { Response, ResponseBody } from "../../../shared/domain/response.ts";
import { filled } from "../../support/any-case.ts";
import { brokenLimits, markupOf, quoted } from "../../support/block-limits.ts";

const lin: Case = {
  id: "case_7hQ2mZx1",
  state: "open",
  severity: "critical",
  reasons: ["low score", "high-value account", "renewal within 60 days"],
  respondent: { key: "id:u_91", id: "u_91", email: "lin@acme.example", name: "Lin Wei", locale: "zh-CN" },
  account: {
    id: "acme",
    name: "Acme",
    plan: "Scale",
    mrr: { amount: 2000, currency: "USD" },
    renewsOn: "2027-01-15",
    owner: { email: "mia@us.example", slackUserId: "U0MIA" },
  },
  responses: ["rsp_7hQ2mZx1"],
  previousScore: 8,
  openedAt: "2026-11-21T01:30:00.000Z",
  due: { acknowledgeBy: "2026-11-23T10:00:00.000Z", resolveBy: "2026-11-23T17:00:00.000Z" },
  timeline: [],
  channel: "#customer-feedback",
  test: false,
};

const body: ResponseBody = {
  survey: { id: "onboarding-30d", name: "Onboarding, day 30" },
  metric: "nps",
  score: 3,
  comment: "Exports fail every Monday.",
  respondent: { id: "u_91", email: "lin@acme.example", name: "Lin Wei" },
};

function answered(changes: Partial<ResponseBody> = {}): Response {
  return {
    id: "rsp_7hQ2mZx1",
    source: "demo",
    revision: 1,
    band: "detractor",
    submittedAt: "2026-11-21T01:30:00.000Z",
    receivedAt: "2026-11-21T01:30:00.000Z",
    body: { ...body, ...changes },
    revisions: [],
  };
}

function viewOf(changes: Partial<CardView> = {}): CardView {
  return {
    case: lin,
    response: answered(),
    otherOpenCases: 2,
    owner: "U0MIA",
    money: { currency: "USD", rates: { EUR: 1.08 }, highValueMrr: 2000 },
    timeZone: "Europe/Berlin",
    now: "2026-11-21T01:31:00.000Z",
    ...changes,
  };
}

function fieldsOf(view: CardView): Record<string, string> {
  const section = card(view).blocks.find((block) => (block as { type: string }).type === "section");
  const fields = (section as { fields: { text: string }[] }).fields;
  return Object.fromEntries(fields.map(({ text }) => text.split(/\n/) as [string, string]));
}

const withAccount = (changes: Partial<NonNullable<Case["account"]>>): Partial<CardView> => ({
  case: { ...lin, account: { ...lin.account!, ...changes } },
});

describe("the card of a case", () => {
  test("shows all that a person needs to act, and its text stands alone", () => {
    expect(card(viewOf())).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": true,
              "text": "🔴 NPS 3 of 10 · critical",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "Exports fail every Monday.",
                    "type": "text",
                  },
                ],
                "type": "rich_text_quote",
              },
            ],
            "type": "rich_text",
          },
          {
            "fields": [
              {
                "emoji": false,
                "text": "Person
      Lin Wei (lin@acme.example)",
                "type": "plain_text",
              },
              {
                "emoji": false,
                "text": "Account
      Acme",
                "type": "plain_text",
              },
              {
                "emoji": false,
                "text": "Plan
      Scale",
                "type": "plain_text",
              },
              {
                "emoji": false,
                "text": "MRR
      USD 2,000 · high value",
                "type": "plain_text",
              },
              {
                "emoji": false,
                "text": "Renewal
      2027-01-15 (in 55 days)",
                "type": "plain_text",
              },
              {
                "text": "Owner
      <@U0MIA>",
                "type": "mrkdwn",
              },
              {
                "emoji": false,
                "text": "Survey
      Onboarding, day 30",
                "type": "plain_text",
              },
              {
                "emoji": false,
                "text": "Previous score
      NPS 8 of 10",
                "type": "plain_text",
              },
              {
                "text": "Answered
      <!date^1795224600^{date_short_pretty}, {time}|21 Nov 2026, 02:30 CET>",
                "type": "mrkdwn",
              },
              {
                "emoji": false,
                "text": "Other open cases
      2 more in this account",
                "type": "plain_text",
              },
            ],
            "type": "section",
          },
          {
            "elements": [
              {
                "text": "Case \`case_7hQ2mZx1\` · critical: low score, high-value account, renewal within 60 days · acknowledge by <!date^1795428000^{date_short_pretty}, {time}|23 Nov 2026, 11:00 CET> · resolve by <!date^1795453200^{date_short_pretty}, {time}|23 Nov 2026, 18:00 CET>",
                "type": "mrkdwn",
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "action_id": "case.acknowledge",
                "style": "primary",
                "text": {
                  "text": "Acknowledge",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "case_7hQ2mZx1",
              },
              {
                "action_id": "case.resolve",
                "text": {
                  "text": "Resolve …",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "case_7hQ2mZx1",
              },
              {
                "action_id": "case.more",
                "options": [
                  {
                    "text": {
                      "text": "Assign to …",
                      "type": "plain_text",
                    },
                    "value": "assign:case_7hQ2mZx1",
                  },
                  {
                    "text": {
                      "text": "Snooze …",
                      "type": "plain_text",
                    },
                    "value": "snooze:case_7hQ2mZx1",
                  },
                  {
                    "text": {
                      "text": "Add a note …",
                      "type": "plain_text",
                    },
                    "value": "note:case_7hQ2mZx1",
                  },
                  {
                    "text": {
                      "text": "Mark as contacted …",
                      "type": "plain_text",
                    },
                    "value": "contact:case_7hQ2mZx1",
                  },
                  {
                    "text": {
                      "text": "Reply by mail …",
                      "type": "plain_text",
                    },
                    "value": "draft:case_7hQ2mZx1",
                  },
                ],
                "type": "overflow",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "🔴 NPS 3 of 10 · critical · Lin Wei, Acme: “Exports fail every Monday.”",
      }
    `);
  });

  test.each([
    ["open", ["case.acknowledge", "case.resolve"], ["assign", "snooze", "note", "contact", "draft"]],
    ["acknowledged", ["case.resolve"], ["assign", "snooze", "note", "contact", "draft"]],
    ["contacted", ["case.resolve"], ["assign", "snooze", "note"]],
    ["snoozed", ["case.resolve"], ["assign", "snooze", "note", "contact", "draft"]],
    ["resolved", [], ["assign", "note", "reopen"]],
  ] as const)("offers what a case that is %s allows", (state, buttons, menu) => {
    const { elements } = card(viewOf({ case: { ...lin, state } })).blocks.at(-1) as {
      elements: { action_id: string; options?: { value: string }[] }[];
    };
    expect(elements.map((element) => element.action_id)).toEqual([...buttons, "case.more"]);
    expect(elements.at(-1)?.options?.map(({ value }) => value)).toEqual(menu.map((action) => `${action}:case_7hQ2mZx1`));
  });

  test("shows its id as it is, to be copied", () => {
    expect(JSON.stringify(card(viewOf({ case: { ...lin, id: "case_-_7h__x_" } })).blocks.at(-2))).toContain("Case `case_-_7h__x_` ·");
  });

  test("names only the targets that still run", () => {
    const context = (state: Case["state"]) => JSON.stringify(card(viewOf({ case: { ...lin, state } })).blocks.at(-2));
    expect(context("open")).toMatch(/acknowledge by .* resolve by/);
    expect(context("acknowledged")).not.toContain("acknowledge by");
    expect(context("resolved")).not.toContain("resolve by");
  });

  test("shows people and accounts by whatever they are called, as plain text in one line that is not too long", () => {
    const shown = (name: string, account: string) => {
      const view = viewOf({ ...withAccount({ name: account }) });
      return fieldsOf({ ...view, case: { ...view.case, respondent: { ...lin.respondent, name } } });
    };
    expect(shown("*Lin* <b>\nWei", "A*B <Labs>")).toMatchObject({ Person: "*Lin* <b> Wei (lin@acme.example)", Account: "A*B <Labs>" });
    expect(shown("x".repeat(80), "\u200b")).toMatchObject({ Person: `${"x".repeat(59)}… (lin@acme.example)`, Account: "acme" });
  });

  test("says that it is a test, in the header and in the text", () => {
    const { text, blocks } = card(viewOf({ case: { ...lin, test: true } }));
    expect(text).toMatch(/^🧪 TEST /);
    expect(JSON.stringify(blocks[0])).toContain("🧪 TEST ");
    expect(JSON.stringify(blocks.at(-2))).toContain("a test");
  });

  test("says so when there is no comment", () => {
    const view = viewOf({ response: answered({ comment: " \n" }) });
    expect(JSON.stringify(card(view).blocks[1])).toContain("No comment was left.");
    expect(card(view).text).toContain("no comment");
  });

  test("shows an amount as it is and never guesses its value", () => {
    const mrr = (amount: number, currency?: string) =>
      fieldsOf(viewOf(withAccount({ mrr: { amount, ...(currency === undefined ? {} : { currency }) } })))["MRR"];
    expect(mrr(1999.5)).toBe("USD 1,999.5");
    expect(mrr(2000, "USD")).toBe("USD 2,000 · high value");
    expect(mrr(1900, "EUR")).toBe("EUR 1,900 (about USD 2,052) · high value");
    expect(mrr(90_000, "CHF")).toBe("CHF 90,000 (not compared with the high-value mark: no rate for CHF)");
  });

  test("counts the days until renewal in the policy's time zone", () => {
    const renewal = (renewsOn: string, now: string) => fieldsOf(viewOf({ ...withAccount({ renewsOn }), now }))["Renewal"];
    expect(renewal("2026-11-22", "2026-11-21T22:59:00Z")).toBe("2026-11-22 (in 1 day)");
    expect(renewal("2026-11-22", "2026-11-21T23:01:00Z")).toBe("2026-11-22 (today)");
    expect(renewal("2026-11-20", "2026-11-21T23:01:00Z")).toBe("2026-11-20 (2 days ago)");
  });

  test("mentions the owner, else says who is not in Slack and mentions the group that stands in", () => {
    const group = { fallbackGroup: "S0CSM" };
    const { owner: _, ...ownerless } = lin.account!;
    expect(fieldsOf(viewOf(group))["Owner"]).toBe("<@U0MIA>");
    expect(fieldsOf(viewOf({ ...group, owner: undefined }))["Owner"]).toBe(
      "mia@us.example (not found in Slack) · <!subteam^S0CSM>",
    );
    expect(fieldsOf(viewOf({ ...group, owner: undefined, case: { ...lin, account: ownerless } }))["Owner"]).toBe("<!subteam^S0CSM>");
    expect(fieldsOf(viewOf({ owner: undefined, case: { ...lin, account: ownerless } }))["Owner"]).toBe("nobody yet");
  });

  test("takes an owner's id that is none for no owner at all", () => {
    expect(fieldsOf(viewOf({ owner: "U0MIA> <!channel" }))["Owner"]).not.toContain("<!channel");
  });

  test("does without an account", () => {
    const { account: _, ...alone } = lin;
    expect(fieldsOf(viewOf({ case: alone, owner: undefined }))).toMatchObject({ Account: "not given", MRR: "not given" });
  });
});

const anyView: fc.Arbitrary<CardView> = fc
  .record({
    comment: filled(5000), name: filled(200), accountName: filled(200), accountId: filled(125), plan: filled(100),
    survey: filled(200), owner: fc.option(filled(60)), ownerName: filled(200), id: filled(125), reason: filled(120),
    state: fc.constantFrom("open", "acknowledged", "contacted", "snoozed", "resolved"), test: fc.boolean(),
  })
  .map(({ comment, name, accountName, accountId, plan, survey, owner, ownerName, id, reason, state, test }) =>
    viewOf({
      response: answered({ comment, survey: { id: "s", name: survey || "s" } }),
      owner: owner ?? undefined,
      fallbackGroup: "S0CSM",
      case: {
        ...lin, state, test,
        reasons: Array.from({ length: 10 }, () => reason),
        respondent: { key: `id:${id}`, id, name },
        account: {
          id: accountId, name: accountName, plan, mrr: { amount: 1e12, currency: "CHF" }, renewsOn: "2027-01-15",
          owner: { name: ownerName, email: `${"m".repeat(240)}@us.example` },
        },
      },
    }),
  );

/** What our own cards may say in Slack's markup. */
const own = /(?<=Case )`case_[\w-]+`|<@U0MIA>|<!subteam\^S0CSM>|<!date\^\d+\^\{date_short_pretty\}, \{time\}\|[^<>|]+>/g;

describe("whatever people write", () => {
  test("a card stays within Slack's limits, shows the comment intact and obeys nothing", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const message = card(view);
        expect(brokenLimits(message)).toEqual([]);
        const comment = view.response.body.comment ?? "";
        expect(quoted(message.blocks)).toBe(comment.trim() === "" ? "" : comment);
        for (const text of markupOf(message)) {
          const rest = text.replace(own, "");
          expect(rest).not.toMatch(/[<>*`~]|&(?!amp;|lt;|gt;)|(?<![\p{L}\p{N}])@(?:here|channel|everyone)\b/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("a field is one line, reads in its own direction and is marked where it was cut", () => {
  const account = (name: string) => fieldsOf(viewOf(withAccount({ id: name, name: "" })))["Account"];
  expect(account("\u202eemca\u2066 \r\n\tLtd\u0000.")).toBe("emca Ltd .");
  expect(account("a".repeat(100))).toBe("a".repeat(100));
  expect(account("a".repeat(101))).toBe(`${"a".repeat(99)}…`);
});
