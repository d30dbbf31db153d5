import type { CaseState } from "./case.ts";
import type { Band, Metric } from "./metric.ts";
import type { Severity } from "./severity.ts";

/** Which responses a list is to hold, and from where on. */
export type ResponseQuery = {
  readonly respondent?: string;
  readonly account?: string;
  /** Inclusive. */
  readonly from?: string;
  /** Exclusive. */
  readonly to?: string;
  readonly survey?: string;
  readonly metric?: Metric;
  readonly band?: Band;
  /** Those alone that count in scores. */
  readonly counted?: boolean;
  /** Those alone that count under this value of a segment. */
  readonly segment?: { readonly dimension: string; readonly value: string };
  readonly limit: number;
  readonly cursor?: string;
};

/** Which cases a list is to hold, and from where on. */
export type CaseQuery = {
  /** When they were opened: inclusive, ISO 8601, UTC. */
  readonly from?: string;
  /** Exclusive. */
  readonly to?: string;
  readonly state?: CaseState;
  readonly owner?: string;
  readonly account?: string;
  readonly severity?: Severity;
  readonly limit: number;
  readonly cursor?: string;
};
