/**
 * The three overloaded indexes. Each kind of item uses them for its own questions (docs/data-model.md):
 *
 * | index | responses | effects | cases |
 * |---|---|---|---|
 * | `gsi1` | by respondent | by the time somebody must look | all, by time |
 * | `gsi2` | by account | alerts waiting in a channel's lane | unresolved ones of an account |
 * | `gsi3` | by time | | |
 */
export const indexes = ["gsi1", "gsi2", "gsi3"] as const;
export type IndexName = (typeof indexes)[number];

/** How the one table is made: the same words for AWS and for a laptop. All keys are strings. */
export const tableDefinition = {
  partitionKey: "pk",
  sortKey: "sk",
  timeToLive: "expires",
  /** What the stream carries: no consumer needs what was there before. */
  streamView: "NEW_IMAGE",
  /** An index says where an item is, and the item is then read: copies would double what a write costs. */
  projection: "KEYS_ONLY",
  indexes: indexes.map((name) => ({ name, partitionKey: `${name}pk`, sortKey: `${name}sk` })),
} as const;
