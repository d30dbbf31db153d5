/** The dimensions every deployment has; the policy's `segments` come on top. */
export const builtInDimensions = ["survey", "channel", "plan", "owner", "locale"] as const;
