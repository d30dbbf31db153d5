/**
 * The names of the variables that functions read and infrastructure sets: one list, so that the two
 * cannot drift.
 */
export const variables = {
  /** The table's name. */
  table: "TABLE_NAME",
  /** The file that holds the policy as JSON. */
  policy: "POLICY_FILE",
  /** The file that holds the words of our mails as JSON. */
  messages: "MESSAGES_FILE",
  /** The file that holds what the API says of itself. */
  apiDocuments: "API_DOCUMENTS_FILE",
  /** The folder that holds what pictures are drawn with: the engine and the fonts. */
  pictures: "PICTURES_FOLDER",
  /** Queue addresses. */
  alertsQueue: "ALERTS_QUEUE_URL",
  followUpsQueue: "FOLLOW_UPS_QUEUE_URL",
  /** Where customers and people reach this deployment, without a slash at the end. */
  publicUrl: "PUBLIC_URL",
  /** Secrets, by name or ARN; what is in them is in `shared/adapters/secrets-manager/schemas.ts`. */
  slackSecret: "SLACK_SECRET_ID",
  linksSecret: "LINKS_SECRET_ID",
  pseudonymsSecret: "PSEUDONYMS_SECRET_ID",
  deskSecret: "DESK_SECRET_ID",
  /** Another address of the Slack Web API than Slack's own. */
  slackApiUrl: "SLACK_API_URL",
  /** How long after a send the receiver may still show it late; milliseconds. */
  settleMs: "SETTLE_MS",
  /** The SES configuration set that publishes what becomes of mails. */
  configurationSet: "SES_CONFIGURATION_SET",
  /** Where CloudWatch gathers what functions count; nothing is counted where there is none. */
  metricsNamespace: "METRICS_NAMESPACE",
  /** Who looks at the desk of a laptop without signing in: `Visitor`s as a JSON array, the first when nobody has chosen. Never set on AWS. */
  localPeople: "LOCAL_PEOPLE",
  /** A mailbox that can be asked for a message by its effect id. */
  mailboxUrl: "MAILBOX_URL",
} as const;
