/** What an operator watches, added up over an invocation. */
export type CountName =
  /** Plans committed: one for each revision of a response. */
  | "ResponsesAccepted"
  /** Effects that came to `sent`, `unknown`, `failed` or `cancelled`; by `state`. */
  | "Effects"
  /** Effects of which nobody has known for an hour what came of them, each time the sweep comes by. */
  | "UnknownOverdue"
  /** Records of the stream that were set aside. */
  | "RecordsParked"
  /** Alerts that their own channel did not take. */
  | "ChannelRefused"
  /** Reward programs with fewer codes left than their policy wants, each time the sweep comes by. */
  | "RewardsLow";
