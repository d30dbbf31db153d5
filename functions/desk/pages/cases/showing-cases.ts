import type { Judging } from "../../../../shared/casework/judge-draft.ts";
import type { Casework } from "../../../../shared/casework/work-case.ts";
import type { Heeding } from "../../../../shared/delivery/suppression-of.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import type { Cases, Chat, Responses, WorkQueues } from "../../../../shared/ports.ts";
import type { Admitting } from "../looking.ts";

/** What the pages about cases need of the world. */
export type ShowingCases = Admitting &
  Casework &
  Judging &
  Heeding & {
    readonly cases: Pick<Cases, "find" | "findAll" | "list" | "owned" | "record" | "lookAgain" | "countOpen">;
    readonly responses: Pick<Responses, "find" | "list">;
    readonly chat: Pick<Chat, "member" | "isIn" | "linkTo">;
    /** Both: a reply that somebody writes is a mail to the customer. */
    readonly queues: WorkQueues;
    readonly policy: Policy;
  };
