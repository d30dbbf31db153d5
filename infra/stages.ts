import { Duration } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { StageName } from "./names.ts";
import type { FunctionName } from "./topology.ts";

/** What differs between one deployment and another; everything else is the same. */
export type Stage = {
  readonly name: StageName;
  /** Whether the table and the secrets outlive the stack, and cannot be deleted by a slip of the hand. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /** How long a dead letter waits for somebody. */
  readonly deadLetterRetention: Duration;
  /** Requests a second over all keys, and how many may come at once. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /**
   * Concurrent invocations set aside for a function, so that no backlog elsewhere can take them. The
   * account must have so many to give: a new one has 10 in all (docs/deploy.md).
   */
  readonly reserved: Partial<Record<FunctionName, number>>;
  /**
   * What SES is to verify of the policy's sender: the one address, by a mail to it, its domain, by DNS, or
   * nothing, where this account has it verified already and sends other mail with it.
   */
  readonly verifies: "address" | "domain" | "nothing";
};

/** To try things out: works in an account of the first day, and goes with its stack. */
export const dev: Stage = {
  name: "dev",
  keepsData: false,
  logRetention: RetentionDays.ONE_WEEK,
  deadLetterRetention: Duration.days(4),
  throttle: { rate: 100, burst: 200 },
  reserved: {},
  verifies: "address",
};

/** For customers. */
export const prod: Stage = {
  name: "prod",
  keepsData: true,
  logRetention: RetentionDays.THREE_MONTHS,
  deadLetterRetention: Duration.days(14),
  throttle: { rate: 2_000, burst: 4_000 },
  // A sender is answered and a click is taken, however much else is going on.
  reserved: { receive: 200, interact: 20 },
  verifies: "domain",
};

/** All of them, each a stack of its own. */
export const stages: readonly Stage[] = [dev, prod];
