import type { Metric } from "../../../shared/domain/metric.ts";

/** What a letter may mention. Names have been found fit to be printed. */
export type Facts = {
  readonly company: string;
  readonly metric: Metric;
  /** Who will get in touch, when that is known by name. */
  readonly owner?: string;
  /** Scores that would make a promoter, lowest first. */
  readonly bestScores: readonly number[];
  /** What is offered, in the policy's words. */
  readonly reward?: string;
};

/** What a message says, without greeting and footer. */
export type Letter = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the reward's link says; the link follows the paragraphs. */
  readonly linkLabel?: string;
  readonly closing: string;
};

/** All the words of our mails in one language. A further language is another value of this type. */
export type Copy = {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** @param name fit to be printed; absent when there is none that is */
  greeting(name: string | undefined): string;
  detractor: { readonly silent: (facts: Facts) => Letter; readonly heard: (facts: Facts) => Letter };
  passive: { readonly silent: (facts: Facts) => Letter; readonly heard: (facts: Facts) => Letter };
  promoter: { readonly silent: (facts: Facts) => Letter; readonly heard: (facts: Facts) => Letter };
  /** Added for those who asked to be contacted although nothing seems wrong. */
  willContact(owner: string | undefined): string;
  /** The subject of a mail that a person writes. */
  replySubject(company: string): string;
  /** Why somebody gets this mail. */
  reason(company: string): string;
};
