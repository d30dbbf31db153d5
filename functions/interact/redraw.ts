import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";
import type { Origin } from "./origin.ts";
import type { Click } from "./read-click.ts";
import { showHome } from "./show-home.ts";
import { stormList } from "./storm-cases.ts";

/**
 * Shows what somebody clicked in as it now is: Home, or the list of a storm in its place. What they asked for is done by
 * then, so that a failure here is logged and nothing else.
 */
export async function redraw(needs: Interacting, { on, viewId, origin }: Pick<Click, "on" | "viewId" | "origin">, member: Member): Promise<void> {
  try {
    if (on === "home") await showHome(needs, member);
    if (on === "modal" && viewId !== undefined) await redrawList(needs, viewId, origin);
  } catch (error) {
    needs.log.error("view not drawn anew", error);
  }
}

async function redrawList(needs: Interacting, viewId: string, origin: Origin): Promise<void> {
  const { list } = origin;
  if (list === undefined) return;
  // Who has closed it meanwhile need not be shown anything.
  await needs.views.update(viewId, await stormList(needs, list, origin));
}
