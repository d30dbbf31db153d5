/**
 * The policy as functions find it beside their code, sealed: reading and checking it again would cost a function
 * most of a cold start's time zone tables and validators.
 */
import type { Policy } from "../../domain/policy.ts";
import { decodeSealed, encodeSealed } from "./sealed-codec.ts";

/** A policy file is not as it was written: cut off, changed by hand, or something else altogether. */
export class BrokenPolicy extends Error {
  override readonly name = "BrokenPolicy";
}

/** The text of the file. */
export function encodePolicy(policy: Policy): string {
  return encodeSealed("policy", policy);
}

/** @throws BrokenPolicy, whose message quotes nothing of the text */
export function decodePolicy(text: string): Policy {
  const policy = decodeSealed("policy", text);
  if (policy === undefined) throw new BrokenPolicy("the policy is not as it was written: change policy.yaml, and deploy or start again");
  return policy as Policy;
}
