import { readFileSync } from "node:fs";
import { encodePolicy } from "../shared/adapters/files/policy-codec.ts";
import { type Policy, type PolicySource, policySchema } from "../shared/domain/policy.ts";
import { PolicyError, parseYaml } from "./yaml-source.ts";

/** A policy that has been read: as written, as understood, and as the text of the file that functions read. */
export type ReadPolicy = { readonly source: PolicySource; readonly policy: Policy; readonly sealed: string };

/**
 * Reads and checks a policy file.
 *
 * @throws PolicyError naming every mistake
 */
export function readPolicySource(file: string): ReadPolicy {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new PolicyError(`${file}: cannot be read. Name a policy file in AFTERSCORE_POLICY, or restore policy.yaml.`, { cause: error });
  }
  return parsePolicy(text, file);
}

/** Checks the text of a policy file; `file` is its name in messages. */
export function parsePolicy(text: string, file: string): ReadPolicy {
  const { source, parsed } = parseYaml(text, file, policySchema);
  return { source: accepted(source), policy: parsed, sealed: encodePolicy(parsed) };
}

/** What the schema has accepted is a policy as it is written. */
function accepted(source: unknown): PolicySource;
function accepted(source: unknown): unknown {
  return source;
}
