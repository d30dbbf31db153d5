import type { Policy } from "../../../../shared/domain/policy.ts";
import { readPolicySource } from "../../../policy-source.ts";
import { PolicyError } from "../../../yaml-source.ts";
import { CommandError } from "../command-error.ts";
import type { Environment } from "../deployment.ts";

/**
 * The policy as it stands beside the commands: whoever deploys it has no other.
 *
 * @throws CommandError when it has mistakes
 */
export function policyHere(env: Environment): Policy {
  try {
    return readPolicySource(env["AFTERSCORE_POLICY"] ?? "policy.yaml").policy;
  } catch (error) {
    if (error instanceof PolicyError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}
