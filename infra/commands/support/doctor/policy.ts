import type { Policy } from "../../../../shared/domain/policy.ts";
import { readPolicySource } from "../../../policy-source.ts";
import { PolicyError } from "../../../yaml-source.ts";
import { type Finding, ok, wrong } from "./finding.ts";

/** Reads the policy file; without it, nobody knows which channels to look at. */
export function lookAtPolicy(file: string): { readonly policy?: Policy; readonly findings: readonly Finding[] } {
  try {
    const { policy } = readPolicySource(file);
    return { policy, findings: [ok(`Policy: ${file} has no mistakes.`)] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { findings: error.message.split("\n").map((mistake) => wrong(`Policy: ${mistake}`)) };
  }
}
