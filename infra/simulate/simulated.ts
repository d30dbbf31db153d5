import type { Policy } from "../../shared/domain/policy.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { LogLines } from "./log-lines.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** What everything in a run goes by. */
export type Simulated = {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly logs: LogLines;
  readonly policy: Policy;
};
