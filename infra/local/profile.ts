import type { PolicySource } from "../../shared/domain/policy.ts";

/**
 * The policy as a laptop lives it: messages go at once and at any hour, so that one sees what happens, and everybody may
 * do everything at the desk unless the deployer has said who may. Everything else stays as the deployer wrote it.
 */
export function localProfile(source: PolicySource): PolicySource {
  return {
    ...source,
    desk: source.desk ?? { roles: { lead: "everybody", csm: "everybody", operator: "everybody" } },
    sla: { ...source.sla, hours: "always" },
    messages: {
      ...source.messages,
      modes: { detractor: "auto", passive: "auto", promoter: "auto" },
      delays: { detractor: "0s", passive: "0s", promoter: "0s" },
      quietHours: "off",
    },
  };
}
