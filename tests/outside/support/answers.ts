import type { Body } from "./api.ts";

let count = 0;

/** A name nobody else has, in this process or another. */
export function fresh(prefix: string): string {
  count += 1;
  return `${prefix}-${process.pid.toString(36)}${Date.now().toString(36)}-${count}`;
}

/** A person who has never answered before. */
export function person(more: Body = {}) {
  const id = fresh("u");
  return { id, email: `${id}@acme.example`, ...more };
}

/** An answer to the NPS question of a survey of its own. */
export function answer(score: number, more: Body = {}): Body {
  return { survey: { id: "onboarding-30d", name: "Onboarding, day 30" }, metric: "nps", score, respondent: person(), ...more };
}
