import type { DigestRule } from "../../shared/domain/digest-rule.ts";
import type { Metric } from "../../shared/domain/metric.ts";
import type { Figures } from "../../shared/domain/tally.ts";
import type { Span } from "../../shared/domain/window.ts";

/** Everything a digest says, gathered and not yet in words. */
export type DigestView = {
  readonly rule: DigestRule;
  readonly window: Span;
  readonly metrics: readonly MetricView[];
  readonly causes: CausesView;
  readonly overdue: OverdueView;
  /** How well the loop was closed, where there were not too many cases to tell. */
  readonly loop?: LoopView;
  readonly voices: readonly Voice[];
};

/** How a metric stands in the window. */
export type MetricView = {
  readonly metric: Metric;
  readonly figures: Figures;
  readonly change: ChangeView;
  /** The window's periods, oldest first; the last is the window itself. */
  readonly trend: readonly TrendPoint[];
  /** Of the segment the digest asks for: its values with enough answers to be compared, the best first. */
  readonly segments: readonly { readonly value: string; readonly figures: Figures }[];
};

/** What moved since the window before. `by` is in the metric's unit; `none`: nothing that can be told from chance. */
export type ChangeView = { readonly kind: "moved"; readonly by: number } | { readonly kind: "none" } | { readonly kind: "too few" } | { readonly kind: "nothing before" };

export type TrendPoint = Span & { readonly figures: Figures };

/** Why the cases were cases that were resolved in the window, the most frequent cause first. */
export type CausesView = { readonly resolved: number; readonly causes: readonly { readonly cause: string; readonly count: number }[] };

/** Unresolved cases behind one of their targets when the digest was written. `isAtLeast`: there were more cases than were looked at. */
export type OverdueView = {
  readonly count: number;
  readonly isAtLeast: boolean;
  /** The longest first. */
  readonly longest: readonly { readonly caseId: string; readonly account?: string; readonly owner?: string; /** Milliseconds. */ readonly late: number }[];
};

/** Of the cases opened in the window. Shares are in percent, times in milliseconds by the clock on the wall. */
export type LoopView = {
  readonly opened: number;
  readonly acknowledgedInTime: { readonly share: number; readonly n: number } | null;
  readonly timeToResolve: { readonly median: number; readonly n: number } | null;
};

/** What a promoter wrote. */
export type Voice = { readonly responseId: string; readonly comment: string; readonly account?: string };

/** A chart that has been brought to the chat. */
export type Picture = { readonly fileId: string; readonly altText: string };
