import type { Casework } from "../../shared/casework/work-case.ts";
import type { Copies } from "../../shared/domain/copy.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Delivering } from "../../shared/delivery/deliver.ts";
import type { Heeding } from "../../shared/delivery/suppression-of.ts";
import type { Digest, Mailer, Responses } from "../../shared/ports.ts";
import type { Asking } from "./approval.ts";
import type { Promising } from "./promise-for.ts";

/** What following up needs of the world. */
export type FollowingUp = Delivering & Casework & Heeding & Asking & Promising & {
  readonly responses: Pick<Responses, "find" | "isErased" | "list">;
  readonly mailer: Mailer;
  readonly policy: Policy;
  /** The words of our mails. */
  readonly copies: Copies;
  readonly digest: Digest;
  /** The address of a reward's page, for one effect. */
  readonly rewardLink: (effectId: string) => Promise<string>;
  /** The address of the page that asks whether it was made right, for one effect. */
  readonly recoveryLink: (effectId: string) => Promise<string>;
  /** The address where who got a mail, by its mark, says that they want no more at this address, by its pseudonym. */
  readonly unsubscribeLink: (effectId: string, pseudonym: string) => Promise<string>;
  /** Takes a mail out of the mailbox it is in, where that is ours to do. */
  readonly forgetMail?: (effectId: string) => Promise<void>;
};
