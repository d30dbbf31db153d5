import type { Finding } from "../../../../shared/domain/finding.ts";
import { reasonOf } from "../reaching.ts";

export type { Finding };

/** One thing that is looked at; `subject` is its name where it cannot be looked at. */
export type Check = { readonly subject: string; readonly look: () => Promise<readonly Finding[]> };

export function ok(text: string): Finding {
  return { kind: "ok", text };
}

export function hint(text: string): Finding {
  return { kind: "hint", text };
}

export function wrong(text: string): Finding {
  return { kind: "wrong", text };
}

/** What is wrong, or that nothing is. */
export function findingsOf(problems: readonly string[], allWell: string): readonly Finding[] {
  return problems.length === 0 ? [ok(allWell)] : problems.map(wrong);
}

/** Looks at everything; what cannot be looked at is a finding as well, and the rest is looked at all the same. */
export async function lookAtAll(checks: readonly Check[]): Promise<readonly Finding[]> {
  const found = await Promise.all(
    checks.map(async ({ subject, look }) => {
      try {
        return await look();
      } catch (error) {
        return [wrong(`${subject} cannot be looked at: ${reasonOf(error)}`)];
      }
    }),
  );
  return found.flat();
}

const marks: Readonly<Record<Finding["kind"], string>> = { ok: "ok", hint: "--", wrong: "!!" };

/** A line for each finding, as the doctor prints them. */
export function inLines(findings: readonly Finding[]): string {
  return findings.map(({ kind, text }) => `${marks[kind]}  ${text}`).join("\n");
}
