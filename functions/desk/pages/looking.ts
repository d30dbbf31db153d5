import type { SignIn, Sessions, Visitor } from "../../../shared/desk-ports.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Clock, Log } from "../../../shared/ports.ts";
import type { Elsewhere } from "./frame.tsx";

/** What knowing who looks at the desk needs of the world. */
export type Admitting = {
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  /** On a laptop alone: the people who can be chosen; the first looks when nobody is. */
  readonly localPeople: readonly Visitor[];
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  /** A text nobody can guess. */
  readonly newIdentity: () => string;
  /** Where this deployment is reached, without a slash at the end. */
  readonly publicUrl: string;
  readonly elsewhere: readonly Elsewhere[];
};
