/**
 * The policy as functions find it beside their code. It is checked where it is written, with every mistake
 * named; reading it again costs a function most of a cold start's time zone tables and validators. So what
 * was checked is sealed, and a function takes what is sealed at its word and nothing else.
 */
import { createHash } from "node:crypto";
import type { Policy } from "../../domain/policy.ts";

/** A policy file is not as it was written: cut off, changed by hand, or something else altogether. */
export class BrokenPolicy extends Error {
  override readonly name = "BrokenPolicy";
}

/** The text of the file. */
export function encodePolicy(policy: Policy): string {
  return JSON.stringify({ seal: sealOf(policy), policy });
}

/** @throws BrokenPolicy, whose message quotes nothing of the text */
export function decodePolicy(text: string): Policy {
  const { seal, policy } = sealedIn(text);
  if (seal === undefined || seal !== sealOf(policy)) {
    throw new BrokenPolicy("the policy is not as it was written: change policy.yaml, and deploy or start again");
  }
  return policy as Policy;
}

/** No secret is in it: it tells mishaps, not forgers, who could change the code as well. */
function sealOf(policy: unknown): string {
  return createHash("sha256").update(`afterscore-policy-1.${JSON.stringify(policy)}`).digest("base64url");
}

function sealedIn(text: string): { readonly seal?: unknown; readonly policy?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}
