/**
 * What a stage's things are called. Commands find them by these names, so they are made here and nowhere
 * else.
 */

/** The stages there are; infra/stages.ts says what they differ in. */
export const stageNames = ["dev", "prod"] as const;
export type StageName = (typeof stageNames)[number];

/** The stack, and what there is one of: the configuration set, the dashboard, the operator's topic. */
export function stageName(stage: string): string {
  return `afterscore-${stage}`;
}

/** A function or a queue. */
export function physicalName(stage: string, name: string): string {
  return `${stageName(stage)}-${name}`;
}

/** A secret. */
export function secretName(stage: string, name: string): string {
  return `afterscore/${stage}/${name}`;
}

/** A log. */
export function logName(stage: string, name: string): string {
  return `/afterscore/${stage}/${name}`;
}

/** The namespace of what functions measure. */
export function metricNamespace(stage: string): string {
  return `Afterscore/${stage}`;
}

/** What a secret holds until somebody gives it a value. */
export const notSet = "not-set";
