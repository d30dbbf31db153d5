import type { Band, Metric } from "../../../shared/domain/metric.ts";
import type { Channel } from "../../../shared/domain/response.ts";

/** A survey of the demo. */
export type Survey = {
  readonly metric: Metric;
  readonly survey: { readonly id: string; readonly name: string };
  /** How many of a hundred answers come by which channel. */
  readonly channels: Partial<Record<Channel, number>>;
  /** How many of a hundred answers belong to which band in an ordinary week. */
  readonly bands: Readonly<Record<Band, number>>;
  readonly tags: readonly string[];
};

/** The surveys, by name. */
export const surveys = {
  relationship: {
    metric: "nps",
    survey: { id: "relationship", name: "How are we doing?" },
    channels: { email: 70, in_app: 30 },
    bands: { detractor: 4, passive: 28, promoter: 68 },
    tags: ["relationship"],
  },
  onboarding: {
    metric: "nps",
    survey: { id: "onboarding-30d", name: "Onboarding, day 30" },
    channels: { in_app: 80, email: 20 },
    bands: { detractor: 6, passive: 24, promoter: 70 },
    tags: ["onboarding"],
  },
  support: {
    metric: "csat",
    survey: { id: "support-ticket", name: "After a support ticket" },
    channels: { email: 60, web: 25, phone: 10, sms: 5 },
    bands: { detractor: 10, passive: 11, promoter: 79 },
    tags: ["support"],
  },
  connecting: {
    metric: "ces",
    survey: { id: "connect-source", name: "Connecting a data source" },
    channels: { in_app: 100 },
    bands: { detractor: 10, passive: 24, promoter: 66 },
    tags: ["setup"],
  },
} as const satisfies Readonly<Record<string, Survey>>;

/** A survey's name among the demo's. */
export type SurveyName = keyof typeof surveys;
