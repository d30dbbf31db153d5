import { describe, expect, it } from "vitest";
import type { Route } from "../../../shared/domain/policy.ts";
import { channelFor } from "../../../shared/domain/routing.ts";
import { policyWith, responseWith } from "../../support/domain.ts";

function routed(routing: readonly Route[], parts: Parameters<typeof responseWith>[0] = {}, severity: "critical" | "high" | "normal" = "high") {
  const policy = policyWith((source) => ({ ...source, slack: { ...source.slack, routing: [...routing] } }));
  return channelFor(responseWith(parts), severity, policy);
}

describe("an alert's channel", () => {
  it("is the default one without rules, and when none matches", () => {
    expect(routed([])).toBe("#customer-feedback");
    expect(routed([{ when: { plan: ["Enterprise"] }, channel: "#vip" }])).toBe("#customer-feedback");
  });

  it("is that of the first rule that matches", () => {
    const rules: Route[] = [
      { when: { severity: ["critical"] }, channel: "#now" },
      { when: { metric: ["nps"] }, channel: "#nps" },
      { when: {}, channel: "#rest" },
    ];
    expect(routed(rules, {}, "critical")).toBe("#now");
    expect(routed(rules, {}, "normal")).toBe("#nps");
    expect(routed(rules, { metric: "csat", score: 1 }, "normal")).toBe("#rest");
  });

  const account = { id: "acme", plan: "Scale", owner: { email: "Mia@US.example" } };
  const said = { channel: "web", account, respondent: { id: "u", locale: "de" }, attributes: { region: "apac", seats: 40, paying: true } } as const;
  it.each<[string, Route["when"], Route["when"]]>([
    ["metric", { metric: ["csat", "nps"] }, { metric: ["ces"] }],
    ["survey", { survey: ["onboarding-30d"] }, { survey: ["onboarding"] }],
    ["severity", { severity: ["high"] }, { severity: ["critical", "normal"] }],
    ["band", { band: ["detractor"] }, { band: ["passive"] }],
    ["channel", { channel: ["web"] }, { channel: ["email"] }],
    ["plan", { plan: ["Free", "Scale"] }, { plan: ["scale"] }],
    ["owner", { owner: ["mia@us.example"] }, { owner: ["other@us.example"] }],
    ["locale", { locale: ["de"] }, { locale: ["en"] }],
    ["text attribute", { attributes: { region: ["apac"] } }, { attributes: { region: ["emea"] } }],
    ["number attribute", { attributes: { seats: ["40"] } }, { attributes: { seats: ["4"] } }],
    ["boolean attribute", { attributes: { paying: ["true"] } }, { attributes: { paying: ["false"] } }],
  ])("may depend on its %s", (_, matching, other) => {
    expect(routed([{ when: matching, channel: "#hit" }], said)).toBe("#hit");
    expect(routed([{ when: other, channel: "#hit" }], said)).toBe("#customer-feedback");
  });

  it("needs every condition of a rule, and a value for each", () => {
    expect(routed([{ when: { plan: ["Scale"], locale: ["en"] }, channel: "#hit" }], said)).toBe("#customer-feedback");
    expect(routed([{ when: { attributes: { region: ["apac"], tier: ["1"] } }, channel: "#hit" }], said)).toBe("#customer-feedback");
    expect(routed([{ when: { plan: ["Scale"] }, channel: "#hit" }])).toBe("#customer-feedback");
  });

  it("is the test channel for every rehearsal, whatever the rules say", () => {
    expect(routed([{ when: {}, channel: "#hit" }], { ...said, test: true }, "critical")).toBe("#afterscore-test");
  });
});
