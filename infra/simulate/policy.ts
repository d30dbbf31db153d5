import { type Policy, policySchema } from "../../shared/domain/policy.ts";
import { type Chance, oneOf } from "./chance.ts";

/** The rules of a run: sometimes messages wait a little, sometimes an address soon takes another one. */
export function policyOf(chance: Chance): Policy {
  const delay = oneOf(chance, "delay", ["0s", "0s", "90s"]);
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
      modes: { detractor: "auto", passive: "auto", promoter: "auto" },
      delays: { detractor: delay, passive: delay, promoter: delay },
      oncePer: oneOf(chance, "cap", ["7d", "7d", "5m"]),
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
