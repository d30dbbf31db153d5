import { fileURLToPath } from "node:url";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parsePolicy, readPolicySource } from "../../infra/policy-source.ts";
import { PolicyError } from "../../infra/yaml-source.ts";
import { localProfile } from "../../infra/local/profile.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { BrokenPolicy } from "../../shared/adapters/files/policy-codec.ts";
import { policySchema } from "../../shared/domain/policy.ts";
import { policyText } from "../support/domain.ts";

/** The shipped policy with one part of its text replaced. */
function changed(part: string, by: string): string {
  if (!policyText.includes(part)) throw new Error(`policy.yaml does not hold ${part}`);
  return policyText.replace(part, by);
}

/** What is said about a policy text, line by line; nothing when it is fine. */
function mistakesIn(text: string): readonly string[] {
  try {
    parsePolicy(text, "policy.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message.split("\n");
  }
}

/** The line of the shipped policy that holds a text. */
function lineOf(part: string): number {
  return policyText.slice(0, policyText.indexOf(part)).split("\n").length;
}

describe("the shipped policy", () => {
  it("is valid, and says what it says on the page", () => {
    const { policy } = readPolicySource(fileURLToPath(new URL("../../policy.yaml", import.meta.url)));
    expect(policy.messages.delays).toEqual({ detractor: 30 * 60_000, passive: 3_600_000, promoter: 600_000 });
    expect(policy.messages).toMatchObject({ quietHours: { start: "20:00", end: "08:00" }, approveWithin: 3 * 86_400_000 });
    expect(policy.rewards.programs.map(({ id, condition }) => [id, condition])).toEqual([["refer-a-friend", "none"]]);
    expect(policy.rootCauses).toEqual(expect.arrayContaining(["bug", "missing_feature", "usability", "performance", "price", "service", "other"]));
    expect(policy.sla.targets.critical).toEqual({ acknowledge: 3_600_000, resolve: 8 * 3_600_000 });
    expect(policy.digests).toEqual([{ id: "weekly", every: "week", day: 1, at: "09:00", metrics: ["nps"], segment: "plan", language: "en" }]);
  });

  it("is valid as a laptop lives it: at once and at any hour", () => {
    const policy = policySchema.parse(localProfile(parsePolicy(policyText, "policy.yaml").source));
    expect(policy.sla.hours).toBe("always");
    expect(Object.values(policy.messages.delays)).toEqual([0, 0, 0]);
    expect(policy.messages.quietHours).toBe("off");
    expect(Object.values(policy.messages.modes)).toEqual(["auto", "auto", "auto"]);
  });

  it("lets everybody do everything at a laptop's desk, unless it says who may", () => {
    const { source } = parsePolicy(policyText, "policy.yaml");
    expect(policySchema.parse(localProfile(source)).desk.roles).toEqual({ lead: "everybody", csm: "everybody", operator: "everybody" });
    const said = policySchema.parse(localProfile({ ...source, desk: { roles: { lead: ["U0PRIYA"] } } }));
    expect(said.desk.roles).toEqual({ lead: ["U0PRIYA"], csm: "everybody", operator: [] });
  });

  const asAFunctionReads = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "afterscore-policy-"));
    onTestFinished(() => { rmSync(folder, { recursive: true }); });
    writeFileSync(join(folder, "policy.json"), text);
    return readPolicy(join(folder, "policy.json"));
  };

  it("is read by functions as it was understood when it was written", () => {
    const { sealed, policy } = parsePolicy(policyText, "policy.yaml");
    expect(asAFunctionReads(sealed)).toEqual(policy);
  });

  it.each<[what: string, change: (sealed: string) => string]>([
    ["changed by hand", (sealed) => sealed.replace('"highValueMrr":2000', '"highValueMrr":200')],
    ["cut off", (sealed) => sealed.slice(0, -20)],
    ["empty", () => ""],
    ["written by somebody else", () => JSON.stringify(parsePolicy(policyText, "policy.yaml").source)],
    ["no object", () => "null"],
    ["sealed with nothing in it", (sealed) => JSON.stringify({ seal: (JSON.parse(sealed) as { seal: string }).seal })],
  ])("is refused by functions when its file is %s", (_, change) => {
    const { sealed } = parsePolicy(policyText, "policy.yaml");
    expect(change(sealed)).not.toBe(sealed);
    expect(() => asAFunctionReads(change(sealed))).toThrow(BrokenPolicy);
  });
});

describe("a mistake in a policy", () => {
  const nps = "detractorAtMost: 6, promoterAtLeast: 9";
  const kinds: readonly [kind: string, part: string, by: string, line: number, field: string, said: string][] = [
    ["a value of the wrong type", "highValueMrr: 2000", "highValueMrr: plenty", lineOf("highValueMrr"), "highValueMrr", "expected number, received string"],
    ["a number out of range", "ratePerSecond: 100", "ratePerSecond: 0", lineOf("ratePerSecond"), "api.ratePerSecond", ">=1"],
    ["a word that is none of the allowed", "modes: { detractor: auto", "modes: { detractor: always", lineOf("modes:"), "messages.modes.detractor", `"auto"|"approve"|"off"`],
    ["a time zone that does not exist", "timeZone: UTC", "timeZone: Mars", lineOf("timeZone: UTC"), "timeZone", "such as Europe/Berlin"],
    ["a reward in a language that is none", "        de: { title:", "        german: { title:", lineOf("        de: { title:"), "rewards.programs.0.translations.german", "such as de or zh-TW"],
    ["a reward whose terms nobody translated", 'terms: 受邀朋友首月免费，注册完成后您也可免费使用一个月。每人限享一次。我们不会要求您写评价或打分。 }', "}", lineOf("        zh-CN: { title:"), "rewards.programs.0.translations.zh-CN.terms", "is missing"],
    ["a currency that is no code", "currency: USD", "currency: usd", lineOf("currency: USD"), "currency", "such as USD"],
    ["a rate for no currency", "EUR: 1.08", "euro: 1.08", lineOf("EUR"), "rates.euro", "such as USD"],
    ["a rate of nothing", "EUR: 1.08", "EUR: 0", lineOf("EUR"), "rates.EUR", ">0"],
    ["bands that leave no room", nps, "detractorAtMost: 9, promoterAtLeast: 9", lineOf(nps), "bands.nps", "0 ≤ detractorAtMost < promoterAtLeast ≤ 10"],
    ["bands off the scale", nps, "detractorAtMost: 6, promoterAtLeast: 11", lineOf(nps), "bands.nps", "≤ 10"],
    ["a length of time without unit", "acknowledge: 1h", "acknowledge: 60", lineOf("acknowledge: 1h"), "sla.targets.critical.acknowledge", "expected string"],
    ["a length of time in words", "acknowledge: 1h", "acknowledge: 1 hour", lineOf("acknowledge: 1h"), "sla.targets.critical.acknowledge", "such as 30s, 15m, 1h or 7d"],
    ["business hours of another kind", policyText.slice(policyText.indexOf("hours:\n"), policyText.indexOf("  targets:")), "hours: sometimes\n", lineOf("hours:\n"), "sla.hours", `"always"`],
    ["business hours in no time zone", "hours:\n    timeZone: UTC", "hours:\n    timeZone: Mars", lineOf("hours:\n") + 1, "sla.hours.timeZone", "such as Europe/Berlin"],
    ["business hours that never open", 'start: "09:00"', 'start: "18:00"', lineOf("hours:\n"), "sla.hours", "start must be before end"],
    ["a time of day in words", 'start: "09:00"', "start: nine", lineOf("start:"), "sla.hours.start", "such as 09:00"],
    ["an eighth day of the week", "days: [1, 2, 3, 4, 5]", "days: [1, 8]", lineOf("days:"), "sla.hours.days.1", "<=7"],
    ["a holiday without year", "holidays: []", 'holidays: ["12-25"]', lineOf("holidays:"), "sla.hours.holidays.0", "such as 2026-12-25"],
    ["a rule that always holds", "when: { highValue: true }", "when: {}", lineOf("highValue: true"), "severity.rules.5.when", "at least one condition"],
    ["a critical mark that is not above the high one", "critical: 4", "critical: 2", lineOf("critical: 4"), "severity.critical", "must be more than high"],
    ["a channel that is none", '"#customer-feedback"', "customer feedback", lineOf("defaultChannel"), "slack.defaultChannel", "as #name or as its id"],
    ["a route without channel", "routing: []", "routing: [{ when: {} }]", lineOf("routing:"), "slack.routing.0.channel", "is missing"],
    ["a segment that is built in", "segments: [region]", "segments: [plan]", lineOf("segments:"), "segments.0", "other than a built-in segment's"],
    ["a root cause in prose", "rootCauses: [bug,", "rootCauses: [A bug,", lineOf("rootCauses"), "rootCauses.0", "lower_snake_case"],
    ["a sender without address", "email: feedback@example.com", "email: feedback", lineOf("sender:"), "messages.sender.email", "must be an e-mail address"],
    ["a mail without postal address", "postalAddress: Example Inc., 1 Example Street, 12345 Example City", 'postalAddress: ""', lineOf("postalAddress"), "messages.postalAddress", ">=1 characters"],
    ["a reward's link without a code", "/invite/{code}", "/invite", lineOf("link:"), "rewards.programs.0.link", "must contain {code}"],
    ["a reward's link in the open", "link: https://", "link: http://", lineOf("link:"), "rewards.programs.0.link", "must be an https address"],
    ["a digest for no channel", '    # channel: "#leads"', "    channel: leads", lineOf('    # channel: "#leads"'), "digests.0.channel", "as #name or as its id"],
    ["a digest at an hour in words", 'day: 1              # of weeks alone: Monday is 1\n    at: "09:00"', "at: nine", lineOf("day: 1    "), "digests.0.at", "such as 09:00"],
    ["a digest of a period that is none", "every: week ", "every: month ", lineOf("every: week"), "digests.0.every", "must be week or day"],
    ["a digest on an eighth day", "day: 1  ", "day: 8  ", lineOf("day: 1    "), "digests.0.day", "<=7"],
    ["a daily digest on one day of the week", "every: week ", "every: day ", lineOf("day: 1    "), "digests.0.day", "unknown field"],
    ["a digest of a metric that is none", "metrics: [nps]", "metrics: [nps, ltv]", lineOf("metrics: [nps]"), "digests.0.metrics.1", '"csat"'],
    ["a digest by what is not counted", "segment: plan ", "segment: country ", lineOf("segment: plan"), "digests.0.segment", "survey, channel, plan, owner, locale, region"],
    ["a digest in a language nobody wrote", "language: en ", "language: de ", lineOf("language: en "), "digests.0.language", '"zh"'],
    ["a reward that ends before it begins", "kind: referral", "kind: referral\n      from: 2026-12-01\n      until: 2026-11-30", lineOf("id: refer"), "rewards.programs.0", "never runs"],
    ["a reward from a day that is none", "kind: referral", "kind: referral\n      from: 2026-02-30", lineOf("kind: referral") + 1, "rewards.programs.0.from", "such as 2026-12-25"],
    ["a role at the desk for somebody by name", "highValueMrr: 2000", "highValueMrr: 2000\ndesk: { roles: { lead: [Priya] } }", lineOf("highValueMrr") + 1, "desk.roles.lead.0", "Slack id (U0123ABCD) or address"],
    ["a role at the desk for nobody in a list", "highValueMrr: 2000", "highValueMrr: 2000\ndesk: { roles: { lead: U0PRIYA } }", lineOf("highValueMrr") + 1, "desk.roles.lead", `"everybody"`],
    ["a role at the desk that there is none of", "highValueMrr: 2000", "highValueMrr: 2000\ndesk: { roles: { boss: everybody } }", lineOf("highValueMrr") + 1, "desk.roles.boss", "unknown field"],
    ["a field that nobody knows", "highValueMrr: 2000", "highValueMrr: 2000\nhighValueARR: 1", lineOf("highValueMrr") + 1, "highValueARR", "unknown field"],
    ["a field that nobody knows, deep down", "oncePer: 7d", "oncePer: 7d\n  quiet: true", lineOf("oncePer: 7d") + 1, "messages.quiet", "unknown field"],
    ["a field that passes for part of every object", "highValueMrr: 2000", "highValueMrr: 2000\n__proto__: {}", lineOf("highValueMrr") + 1, "__proto__", "unknown field"],
  ];

  it.each(kinds)("that is %s is named with its line, its field and what is allowed", (_, part, by, line, field, said) => {
    const mistakes = mistakesIn(changed(part, by));
    expect(mistakes).not.toEqual([]);
    for (const mistake of mistakes) expect(mistake.startsWith(`policy.yaml:${line}: ${field}: `)).toBe(true);
    expect(mistakes.join("\n")).toContain(said);
    expect(mistakes.join("\n")).not.toMatch(/Invalid|undefined|\[object/);
  });

  it("that is something missing is named at the closest thing that is there", () => {
    expect(mistakesIn(changed("timeZone: UTC\n", "\n"))).toEqual(["policy.yaml:1: timeZone: is missing"]);
    expect(mistakesIn(changed("  company: Example\n", ""))).toEqual([`policy.yaml:${lineOf("messages:")}: messages.company: is missing`]);
  });

  it("is not the only one that is reported", () => {
    const text = changed("currency: USD", "currency: usd").replace("ratePerSecond: 100", "ratePerSecond: 0").replace("oncePer: 7d", "oncePer: weekly");
    expect(mistakesIn(text).map((mistake) => mistake.split(": ")[1])).toEqual(["currency", "messages.oncePer", "api.ratePerSecond"]);
  });
});

describe("a reward", () => {
  it.each(["review", "public-review", "{ rating: 5 }", "true"])("that depends on %s is refused, with the reason", (condition) => {
    const [mistake, ...more] = mistakesIn(changed("kind: referral", `kind: referral\n      condition: ${condition}`));
    expect(more).toEqual([]);
    expect(mistake).toBe(
      `policy.yaml:${lineOf("kind: referral") + 1}: rewards.programs.0.condition: must be none: a reward may not depend on a review or on what is written, review platforms and consumer law forbid it`,
    );
  });

  it("may say that it depends on nothing", () => {
    expect(mistakesIn(changed("kind: referral", "kind: referral\n      condition: none"))).toEqual([]);
  });
});

describe("a text that is not YAML", () => {
  it.each([
    ["an open bracket", "currency: USD", "currency: [USD", lineOf("currency: USD") + 1],
    ["a tab", "currency: USD", "\tcurrency: USD", lineOf("currency: USD")],
    ["a key twice", "currency: USD", "currency: USD\ncurrency: EUR", lineOf("currency: USD") + 1],
    ["a tag that nobody knows", "currency: USD", "currency: !code USD", lineOf("currency: USD")],
    ["an alias without anchor", "passive: auto", "passive: *usual", lineOf("modes:")],
    ["a merged alias without anchor", "modes: { detractor: auto,", "modes: { <<: *usual,", lineOf("modes:")],
    ["two documents", "currency: USD", "---\ncurrency: USD", lineOf("currency: USD")],
  ])("because of %s is told the line", (_, part, by, line) => {
    const mistakes = mistakesIn(changed(part, by));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^policy\\.yaml:${line}: not YAML: \\S`));
  });

  it.each([["", "null"], ["# nothing but a comment\n", "null"], ["- a\n- b", "array"], ["just words", "string"]])("but something else is refused: %j", (text, kind) => {
    expect(mistakesIn(text)).toEqual([`policy.yaml:1: the file: expected object, received ${kind}`]);
  });

  it("that would grow without bounds is refused", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ..."bcdefg".split("").map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdef"[at]!}`).join(", ")}]`)].join("\n");
    expect(mistakesIn(bomb)[0]).toMatch(/^policy\.yaml: not YAML: .*[Aa]lias/);
  });
});

describe("a reward program", () => {
  const link = "link: https://www.example.com/invite/{code}";
  const pool = (more: string) => changed("    - id: refer-a-friend\n", `    - { id: gift, kind: code_pool, title: A gift, terms: One each., ${more} }\n    - id: refer-a-friend\n`);
  const at = lineOf("    - id: refer-a-friend");

  it("may be a pool of codes, with a budget, dates, a place to redeem them and its own idea of a low stock", () => {
    const { rewards } = parsePolicy(pool("budget: 500, from: 2026-01-01, link: https://shop.example.com, lowStock: 10"), "policy.yaml").policy;
    expect(rewards.programs[0]).toMatchObject({ kind: "code_pool", budget: 500, lowStock: 10, link: "https://shop.example.com", condition: "none" });
    expect(parsePolicy(pool("budget: 5"), "policy.yaml").policy.rewards.programs[0]).toMatchObject({ lowStock: 50 });
  });

  it("that depends on a review is refused, with the reason", () => {
    const why = "a reward may not depend on a review or on what is written, review platforms and consumer law forbid it";
    const siteIn = (name: string) => `must not lead to ${name}, where reviews are written: ${why}`;
    expect(mistakesIn(changed(link, `condition: review\n      ${link}`))).toEqual([`policy.yaml:${lineOf(link)}: rewards.programs.0.condition: must be none: ${why}`]);
    expect(mistakesIn(changed(link, "link: https://www.g2.com/products/example/reviews/start?ref={code}"))).toEqual([
      `policy.yaml:${lineOf(link)}: rewards.programs.0.link: ${siteIn("g2.com")}`,
    ]);
    expect(mistakesIn(changed("terms: Your friend gets", "terms: Rate us on capterra.com. Your friend gets"))).toEqual([
      `policy.yaml:${lineOf("terms: Your friend")}: rewards.programs.0.terms: ${siteIn("capterra.com")}`,
    ]);
    expect(mistakesIn(changed("de: { title: Ein Monat", "de: { title: trustpilot.com Ein Monat"))).toEqual([
      `policy.yaml:${lineOf("        de: { title:")}: rewards.programs.0.translations.de.title: ${siteIn("trustpilot.com")}`,
    ]);
  });

  it("is of a kind that there is, has a whole budget and an id of its own", () => {
    expect(mistakesIn(changed("kind: referral", "kind: lottery"))).toEqual([`policy.yaml:${lineOf("kind: referral")}: rewards.programs.0.kind: must be referral or code_pool`]);
    expect(mistakesIn(pool("budget: 0"))).toEqual([`policy.yaml:${at}: rewards.programs.0.budget: Too small: expected number to be >=1`]);
    expect(mistakesIn(changed("- id: refer-a-friend", "- { id: refer-a-friend, kind: code_pool, title: A, terms: B }\n    - id: refer-a-friend"))[0]).toMatch(/two programs share one/);
  });
});

describe("digests", () => {
  const digests = policyText.slice(policyText.indexOf("digests:\n"), policyText.indexOf("# How many requests a second"));

  it("are one a week on Monday when nothing is said, and none when that is said", () => {
    expect(parsePolicy(changed(digests, ""), "policy.yaml").policy.digests).toEqual([{ id: "weekly", every: "week", day: 1, at: "09:00", metrics: ["nps"], language: "en" }]);
    expect(parsePolicy(changed(digests, "digests: []\n"), "policy.yaml").policy.digests).toEqual([]);
  });

  it("have ids of their own, that can stand in what was sent", () => {
    expect(mistakesIn(changed(digests, "digests: [{ id: a, every: day }, { id: a, every: week }]\n"))[0]).toMatch(/two digests share one/);
    expect(mistakesIn(changed("- id: weekly ", "- id: every.week "))[0]).toMatch(/digests\.0\.id: must be small letters/);
  });
});

describe("anchors and merge keys", () => {
  it("stand for what they point at", () => {
    const text = changed("modes: { detractor: auto, passive: auto, promoter: auto }", "modes: { detractor: &usual off, passive: *usual, promoter: auto }");
    expect(parsePolicy(text, "policy.yaml").policy.messages.modes).toEqual({ detractor: "off", passive: "off", promoter: "auto" });
    const merged = changed("high: { acknowledge: 4h, resolve: 24h }", "high: &high { acknowledge: 4h, resolve: 24h }").replace("normal: { acknowledge: 8h, resolve: 40h }", "normal: { <<: *high, resolve: 40h }");
    expect(parsePolicy(merged, "policy.yaml").policy.sla.targets.normal).toEqual({ acknowledge: 4 * 3_600_000, resolve: 40 * 3_600_000 });
  });
});

it("a file that cannot be read is told which, and what to do", () => {
  expect(() => readPolicySource("/nowhere/policy.yaml")).toThrow("/nowhere/policy.yaml: cannot be read. Name a policy file in AFTERSCORE_POLICY, or restore policy.yaml.");
  expect(() => readPolicySource("/nowhere/policy.yaml")).toThrow(PolicyError);
});
