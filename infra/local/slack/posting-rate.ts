/** How fast a channel takes messages. Slack's own figure is about one a second, with short bursts. */
export type RateLimit = { readonly perSecond: number; readonly burst: number };

/** Admits posts channel by channel. */
export type PostingRate = {
  /** Seconds to wait, whole as in `Retry-After`; 0 when the post may go. */
  admit(channel: string): number;
};

/** A token bucket per channel on the given clock (milliseconds); without a limit it admits all. */
export const postingRate = (limit: RateLimit | undefined, now: () => number): PostingRate => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    admit(channel) {
      if (limit === undefined) return 0;
      const at = now();
      const bucket = buckets.get(channel) ?? { tokens: limit.burst, at };
      const tokens = Math.min(limit.burst, bucket.tokens + ((at - bucket.at) / 1000) * limit.perSecond);
      const admitted = tokens >= 1;
      buckets.set(channel, { tokens: admitted ? tokens - 1 : tokens, at });
      return admitted ? 0 : Math.max(1, Math.ceil((1 - tokens) / limit.perSecond));
    },
  };
};
