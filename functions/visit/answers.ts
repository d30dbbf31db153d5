import type { Context } from "hono";
import type { LinkPayload } from "../../shared/runtime/token.ts";
import { leave, showLeaving } from "./leave.ts";
import { answerRecovery, showRecovery } from "./recovery.ts";
import { claimReward, showReward } from "./reward.ts";
import type { Answers, Visiting } from "./visiting.ts";

/** What is behind a link, by what it is for and how it is asked. */
export function answersTo(needs: Visiting, c: Context, link: LinkPayload): Answers {
  switch (link.purpose) {
    case "reward":
      return { GET: () => showReward(needs, c, link), POST: () => claimReward(needs, c, link) };
    case "recovery":
      return { GET: () => showRecovery(needs, c, link), POST: () => answerRecovery(needs, c, link) };
    case "unsubscribe":
      return { GET: () => showLeaving(needs, c, link), POST: () => leave(needs, c, link) };
  }
}
