import type { FunctionName, QueueName } from "./topology.ts";

/** Who is hurt when a function fails, for somebody who has just been woken. */
export const whenFailing: Record<FunctionName, string> = {
  receive: "Integrators get errors instead of 202: those who do not retry lose responses.",
  route: "CSMs hear of no new detractor, and customers of nothing: responses are kept, and nobody decides what must happen.",
  alert: "CSMs do not see detractors in Slack, or see them late.",
  "follow-up": "Customers do not get the message they should, and promoters no reward.",
  settle: "Bounced and complaining customers may be written to again, and uncertain mail stays uncertain.",
  interact: "CSMs click in Slack and nothing happens.",
  escalate: "Nobody is reminded of what is due: delayed messages do not go, and what got stuck stays stuck.",
  "roll-up": "Success leads look at scores that lack the newest responses.",
  report: "Success leads get no digest, or get it late: it is tried again for a day.",
  desk: "Success leads and CSMs see no scores and no cases.",
  forget: "Nobody can be erased or given what is held about them, which the law wants done in time.",
  visit: "Customers see an error where their reward should be.",
};

/** Who is hurt when a queue's messages wait too long, or, in a dead-letter queue, when there are any. */
export const whenStuck: Record<QueueName, string> = {
  "alerts.fifo": "CSMs see detractors late: alerts wait for Slack.",
  "follow-ups": "Customers hear back late: messages wait to be written.",
  "mail-events": "Customers whose mail bounced, or who complained, may be written to again.",
  "alerts-dead.fifo": "A channel's alerts were given up by the queue: CSMs may see them late; the sweep tries again.",
  "follow-ups-dead": "Messages to customers were given up by the queue: they may come late; the sweep tries again.",
  "mail-events-dead": "What SES said of some mail was not understood: those customers may be written to again.",
  "stream-failures": "Some responses were never looked at: nobody was alerted of them, or they are missing from the scores. For 24 hours they can be brought back.",
};

/** Who is hurt when the API answers with errors of its own. */
export const whenRefused = "Integrators get errors instead of 202; those who do not retry lose responses.";

/** Who is hurt when the clock does not call. */
export const whenStill = {
  sweep: "Delayed messages do not go, what got stuck stays stuck, and nobody is reminded: the clock does not call.",
  digests: "Success leads get no digest: the clock does not call.",
} as const;

/** Who is hurt when a consumer of the stream is behind. */
export const whenBehind = {
  route: "CSMs see detractors late, and customers hear back late: responses wait to be looked at, for 24 hours at most.",
  "roll-up": "Success leads look at scores that are behind, and after 24 hours at scores that lack responses.",
} as const;

/** Who is hurt when a consumer of the stream parks a record. */
export const whenParked = {
  route: "Nobody is alerted of some response, and its customer hears nothing: it could not be processed and is parked.",
  "roll-up": "Scores lack some response: it could not be counted and is parked.",
} as const;
