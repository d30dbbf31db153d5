import { type Policy, type PolicySource, policySchema } from "../../shared/domain/policy.ts";
import type { QuietHours } from "../../shared/domain/quiet-hours.ts";
import { type Chance, oneOf } from "./chance.ts";

/** The rules of a run: sometimes messages wait a little, sometimes an address soon takes another one. */
export function policyOf(chance: Chance): Policy {
  const delay = oneOf(chance, "delay", ["0s", "0s", "90s"]);
  // Nobody approves anything in a run: what is shown expires.
  const mode = oneOf(chance, "mode", ["auto", "auto", "auto", "approve"]);
  return policySchema.parse({
    timeZone: "Europe/Berlin",
    currency: "USD",
    highValueMrr: 2000,
    severity: { critical: 4, high: 2, rules: [{ when: { metric: "nps", scoreAtMost: 2 }, points: 4, reason: "very low score" }] },
    slack: {
      defaultChannel: "#feedback",
      testChannel: "#rehearsal",
      burst: oneOf(chance, "burst", [20, 20, 1]),
      routing: [{ when: { severity: ["critical"] }, channel: "#urgent" }],
    },
    sla: {
      hours: "always",
      // Short enough that people and time meet while things go wrong.
      targets: { critical: { acknowledge: "40s", resolve: "8h" }, high: { acknowledge: "80s", resolve: "24h" }, normal: { acknowledge: "2m", resolve: "40h" } },
      remindAfter: "90s",
    },
    escalation: { manager: "U0PRIYA", people: [{ who: "mia@us.example", backup: "U0JONAS", away: chance("mia is away") < 0.2 }] },
    rootCauses: ["other"],
    messages: {
      sender: { name: "Team", email: "team@example.com" },
      company: "Example",
      postalAddress: "1 Example Street",
      modes: { detractor: mode, passive: mode, promoter: mode },
      approveWithin: "60s",
      delays: { detractor: delay, passive: delay, promoter: delay },
      // A run begins at 02:30 there, half an hour before the clocks go back.
      quietHours: oneOf<QuietHours>(chance, "quiet hours", ["off", "off", { start: "20:00", end: "02:33" }, { start: "02:31", end: "02:37" }]),
      oncePer: oneOf(chance, "cap", ["7d", "7d", "5m"]),
      afterResolution: oneOf<PolicySource["messages"]["afterResolution"]>(chance, "asked after", ["off", { after: "15s" }]),
    },
    rewards: {
      oncePer: "180d",
      programs: [
        { id: "gift", kind: "code_pool", title: "A gift", terms: "One per person.", ...(chance("a budget") < 0.3 ? { budget: 1 } : {}) },
        { id: "refer", kind: "referral", title: "A month free", terms: "One per person.", link: "https://example.com/{code}" },
      ],
    },
  });
}
