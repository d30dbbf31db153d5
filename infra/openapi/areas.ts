import type { Policy } from "../../shared/domain/policy.ts";
import type { Area } from "./area.ts";
import { accounts } from "./areas/accounts.ts";
import { cases } from "./areas/cases.ts";
import { invitations } from "./areas/invitations.ts";
import { loop } from "./areas/loop.ts";
import { people } from "./areas/people.ts";
import { referrals } from "./areas/referrals.ts";
import { responses } from "./areas/responses.ts";
import { scores } from "./areas/scores.ts";
import { standing } from "./areas/standing.ts";
import { suppressions } from "./areas/suppressions.ts";

/** Every part of the API, in the order in which one reads about it. What a policy names is in it. */
export function areasOf(policy: Policy): readonly Area[] {
  return [responses, invitations(policy), accounts, cases(policy), scores(policy), loop(policy), referrals, suppressions, people, standing];
}
