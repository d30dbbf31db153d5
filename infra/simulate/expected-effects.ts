import type { EffectKind } from "../../shared/domain/effect.ts";
import type { Response } from "../../shared/domain/response.ts";

/** The contract's table, read a second time: what a response must have, and what it may have. */
type Expected = { readonly needed: ReadonlySet<EffectKind>; readonly allowed: ReadonlySet<EffectKind> };

/** What the contract says of a response, corrections included: an earlier revision may have left something behind. */
export function expectedKinds(response: Response): Expected {
  const asked = response.revisions.map((revision) => {
    const body = revision.revision === response.revision ? response.body : revision.body;
    return kindsOf(revision.band, body?.contactMe === true);
  });
  const needed = new Set(asked.at(-1));
  // Whoever has a case already is written a line into its thread; and what happens to a case belongs to its first answer.
  const ofCases: readonly EffectKind[] = asked.length > 1 || needed.has("alert") ? ["note", "nudge", "reply", "recovery"] : [];
  // Where people approve messages, they are shown them, and what became of them.
  const allowed = new Set<EffectKind>([...asked.flat(), ...ofCases, "draft", "verdict"]);
  return { needed, allowed };
}

function kindsOf(band: string, wantsContact: boolean): readonly EffectKind[] {
  const attention: readonly EffectKind[] = band === "detractor" || wantsContact ? ["alert", "task"] : [];
  return [...attention, ...(band === "promoter" ? (["thank", "reward"] as const) : (["follow_up"] as const))];
}
