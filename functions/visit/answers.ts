import type { LinkPurpose } from "../../shared/runtime/token.ts";
import { showReward } from "./reward.ts";
import type { Answers } from "./visiting.ts";

/** What is behind a link, by what it is for and how it is asked. */
export const answers: Readonly<Record<LinkPurpose, Answers>> = {
  reward: { GET: showReward },
};
