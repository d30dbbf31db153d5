import { readFileSync } from "node:fs";
import type { Policy } from "../../domain/policy.ts";
import { decodePolicy } from "./policy-codec.ts";

/**
 * Reads the policy a function was deployed with: `policy.yaml`, checked and sealed when it was built.
 *
 * @throws BrokenPolicy when the file is not as it was built
 */
export function readPolicy(file: string): Policy {
  return decodePolicy(readFileSync(file, "utf8"));
}
