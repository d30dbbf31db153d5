import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { whenParked } from "../hurt.ts";
import type { Stage } from "../stages.ts";
import { streamConsumers } from "../topology.ts";
import { effectsMetric, ownMetric } from "./own-metrics.ts";
import type { Operator } from "./operator.ts";

/** What only the pipeline itself knows of: effects that nobody can be sure of, and what it had to park. */
export class OwnAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, operator }: { readonly stage: Stage; readonly operator: Operator }) {
    super(scope, id);
    operator.hearsOf(this, "Unknown", {
      // One is seen about every 16 minutes, so this is not over before the last one is settled, or a day old.
      metric: ownMetric(stage, "UnknownOverdue", "escalate", "Maximum").with({ period: Duration.minutes(30) }),
      limit: 0,
      hurt: "A customer or CSM may not have got a message: for an hour nobody could find out whether it was sent, and it is not sent again by itself.",
      section: "effects-are-unknown",
    });
    operator.hearsOf(this, "Failed", {
      metric: effectsMetric(stage, "failed"),
      limit: 0,
      hurt: "A customer or CSM does not get a message, or somebody who was erased still stands in Slack: the receiver would not take it.",
      section: "effects-failed",
    });
    for (const { to } of streamConsumers) {
      operator.hearsOf(this, `Parked-${to}`, {
        metric: ownMetric(stage, "RecordsParked", to),
        limit: 0,
        hurt: whenParked[to],
        section: "records-are-parked",
      });
    }
    operator.hearsOf(this, "RewardsLow", {
      metric: ownMetric(stage, "RewardsLow", "escalate", "Maximum"),
      limit: 0,
      hurt: "Promoters will soon be thanked without the reward they could have: a pool has few codes left, or none.",
      section: "a-reward-runs-out",
    });
    operator.hearsOf(this, "ChannelRefused", {
      metric: ownMetric(stage, "ChannelRefused", "alert"),
      limit: 0,
      hurt: "CSMs look for their alerts in a channel that does not take them: they went to the default channel.",
      section: "a-channel-refuses",
    });
    operator.hearsOf(this, "ChannelRefusedDigest", {
      metric: ownMetric(stage, "ChannelRefused", "report"),
      limit: 0,
      hurt: "Success leads look for their digest in a channel that does not take it: it went to the default channel.",
      section: "a-channel-refuses",
    });
  }
}
