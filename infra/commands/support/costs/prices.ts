/** Where the prices stand, and when they were read. */
export const pricesOf = "us-east-1, list prices of November 2026, without free tiers except dashboards";

const million = 1_000_000;

/** US dollars for one of each. */
export const prices = {
  /** aws.amazon.com/api-gateway/pricing (HTTP API) */
  httpRequest: 1 / million,
  /** aws.amazon.com/lambda/pricing (arm64) */
  invocation: 0.2 / million,
  gbSecond: 0.0000133334,
  /** aws.amazon.com/dynamodb/pricing/on-demand; what Lambda reads of the stream is not billed */
  writeUnit: 0.625 / million,
  readUnit: 0.125 / million,
  storedGbMonth: 0.25,
  recoverableGbMonth: 0.2,
  /** aws.amazon.com/sqs/pricing */
  queueRequest: 0.4 / million,
  fifoRequest: 0.5 / million,
  /** aws.amazon.com/cloudwatch/pricing; a metric is billed for the hours in which it is written */
  logGb: 0.5,
  alarmMonth: 0.1,
  metricMonth: 0.3,
  dashboardMonth: 3,
  freeDashboards: 3,
  /** aws.amazon.com/secrets-manager/pricing */
  secretMonth: 0.4,
  /** aws.amazon.com/ses/pricing; a mail */
  mail: 0.1 / 1_000,
} as const;
