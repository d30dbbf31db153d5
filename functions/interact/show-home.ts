import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";
import { casesOf } from "./listed-cases.ts";
import { homeView } from "./views/home-view.ts";

/** Shows a member their cases in App Home, as they now are. */
export async function showHome(needs: Interacting, member: Member): Promise<void> {
  const cases = await casesOf(needs, member);
  await needs.views.showHome(member.id, homeView(cases, member.id, needs.clock.now().toISOString(), needs.policy.timeZone));
}
