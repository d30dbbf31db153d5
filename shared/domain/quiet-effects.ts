import type { Effect } from "./effect.ts";
import { cancelled } from "./planned-effect.ts";
import type { Response } from "./response.ts";

/** The effects of an answer of which nothing comes. They are read by many who plan nothing, so they stand apart from planning. */
export function quietEffects(response: Response): readonly Effect[] {
  const { reason, kinds } = response.quiet ?? { kinds: [] };
  return reason === undefined ? [] : kinds.map((kind) => cancelled(response, kind, reason));
}
