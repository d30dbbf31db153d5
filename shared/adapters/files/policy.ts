import { readFileSync } from "node:fs";
import { type Policy, policySchema } from "../../domain/policy.ts";

/**
 * Reads the policy a function was deployed with: the JSON form of `policy.yaml`, checked when it was
 * built and checked again here, because a file may be replaced.
 */
export function readPolicy(file: string): Policy {
  return policySchema.parse(JSON.parse(readFileSync(file, "utf8")));
}
