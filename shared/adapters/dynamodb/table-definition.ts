/**
 * The three overloaded indexes. Each kind of item uses them for its own questions (docs/data-model.md):
 *
 * | index | responses | effects | cases |
 * |---|---|---|---|
 * | `gsi1` | by respondent | by the time somebody must look | all, by time |
 * | `gsi2` | by account | alerts waiting in a channel's lane | unresolved ones, those of an account together |
 * | `gsi3` | by time | | |
 *
 * What is ordered by the same text shares it: a response stands at one position in all three lists.
 */
/** How the one table is made: the same words for AWS and for a laptop. All keys are strings. */
export const tableDefinition = {
  partitionKey: "pk",
  sortKey: "sk",
  timeToLive: "expires",
  /** What the stream carries: a correction is counted by what it says and what was said before. */
  streamView: "NEW_AND_OLD_IMAGES",
  /** An index says where an item is, and the item is then read: copies would double what a write costs. */
  projection: "KEYS_ONLY",
  indexes: [
    { name: "gsi1", partitionKey: "gsi1pk", sortKey: "gsi1sk" },
    { name: "gsi2", partitionKey: "gsi2pk", sortKey: "gsi2sk" },
    { name: "gsi3", partitionKey: "gsi3pk", sortKey: "gsi1sk" },
  ],
} as const;

export type IndexName = (typeof tableDefinition.indexes)[number]["name"];
