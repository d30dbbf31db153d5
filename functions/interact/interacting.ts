import type { Casework } from "../../shared/casework/work-case.ts";
import type { Drafts } from "../../shared/draft-ports.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Heeding } from "../../shared/delivery/suppression-of.ts";
import type { Cases, Chat, Ledger, Responses, Storms, Views, WorkQueues } from "../../shared/ports.ts";
import type { Scoring } from "../../shared/scoring/read-scores.ts";

/** What answering people in Slack needs of the world; each call of it shorter than the three seconds that Slack waits. */
export type Interacting = Casework &
  Scoring &
  Heeding & {
    readonly cases: Pick<Cases, "find" | "record" | "lookAgain" | "owned" | "countOpen">;
    readonly responses: Pick<Responses, "find">;
    readonly storms: Pick<Storms, "folded">;
    readonly ledger: Pick<Ledger, "add">;
    readonly drafts: Pick<Drafts, "decide">;
    /** Both: a reply that somebody drafts is a mail to the customer. */
    readonly queues: WorkQueues;
    readonly chat: Pick<Chat, "whisper" | "member" | "isIn" | "memberByEmail">;
    readonly views: Views;
    readonly policy: Policy;
  };
