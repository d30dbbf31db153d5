import { describe, expect, it } from "vitest";
import { type DeskRoles, rightsOf } from "../../../shared/domain/desk-role.ts";
import type { PolicySource } from "../../../shared/domain/policy.ts";
import { policyWith } from "../../support/domain.ts";

const nobody: DeskRoles = { lead: [], csm: [], operator: [] };
const mia = { id: "U0MIA", email: "mia@example.com" };
const may = (visitor: { id: string; email?: string }, roles: Partial<DeskRoles>) => [...rightsOf(visitor, { ...nobody, ...roles })].toSorted();

describe("what somebody may do at the desk", () => {
  it("is what their role may", () => {
    expect(may(mia, { csm: ["U0MIA"] })).toEqual(["see customers", "see scores", "work cases"]);
    expect(may(mia, { lead: ["U0MIA"] })).toEqual(["export", "see customers", "see scores", "see setup", "work cases"]);
    expect(may(mia, { operator: ["U0MIA"] })).toEqual(["decide messages", "see messages", "see scores", "see setup"]);
  });

  it("is what any of their roles may", () => {
    expect(may(mia, { csm: "everybody", operator: ["mia@example.com"] })).toEqual([
      "decide messages", "see customers", "see messages", "see scores", "see setup", "work cases",
    ]);
  });

  it("is nothing for somebody without a role", () => {
    expect(may(mia, {})).toEqual([]);
    expect(may(mia, { lead: ["U0JONAS", "jonas@example.com"] })).toEqual([]);
  });

  it("goes by the address however it is written, and by the id as it is", () => {
    expect(may({ id: "U0MIA", email: "Mia@Example.COM" }, { operator: ["mIA@example.com"] })).toContain("decide messages");
    expect(may({ id: "u0mia" }, { operator: ["U0MIA"] })).toEqual([]);
  });

  it("takes nobody's id for an address, and nobody without an address for somebody", () => {
    expect(may({ id: "U0EVE", email: "U0MIA" }, { operator: ["U0MIA"] })).toEqual([]);
    expect(may({ id: "U0EVE" }, { operator: ["mia@example.com"] })).toEqual([]);
  });
});

describe("who has which role", () => {
  const rolesOf = (desk?: PolicySource["desk"]) => policyWith((source) => ({ ...source, desk })).desk.roles;

  it("is everybody a csm, and nobody anything else, while the policy says nothing", () => {
    expect(rolesOf()).toEqual({ lead: [], csm: "everybody", operator: [] });
  });

  it("is said by the policy, one role at a time", () => {
    const roles = rolesOf({ roles: { lead: ["priya@example.com"], operator: "everybody" } });
    expect(roles).toEqual({ lead: ["priya@example.com"], csm: "everybody", operator: "everybody" });
  });
});
