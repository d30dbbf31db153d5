import { type Effect, type EffectKind, type EffectState, effectKindSchema } from "../../../../shared/domain/effect.ts";
import type { FoundResponse } from "../../../../shared/ports.ts";

/** One thing that was sent, or is to be: a mail with a reward in it is one. */
export type Row = { readonly effect: Effect; readonly kinds: readonly EffectKind[]; readonly found: FoundResponse };

/** The kinds that are mails to customers. */
export const mailKinds: readonly EffectKind[] = ["follow_up", "thank", "reward", "reply", "recovery"];

/** Which kinds there are to choose from: the mails, everything, or one. */
export const kindChoices = ["mails", "all", ...effectKindSchema.options] as const;
export type KindChoice = (typeof kindChoices)[number];

/** What of a response's effects is wanted, the latest first. */
export function rowsOf(found: FoundResponse, { kind, state }: { readonly kind: KindChoice; readonly state?: EffectState | undefined }): readonly Row[] {
  return together(found.effects)
    .filter(({ effect, kinds }) => kinds.some((one) => isChosen(one, kind)) && (state === undefined || effect.state === state))
    .map((row) => ({ ...row, found }))
    .sort((a, b) => (a.effect.at < b.effect.at ? 1 : a.effect.at > b.effect.at ? -1 : 0));
}

/** Effects with thanks and the reward in the same mail, and in the same state, as one. */
export function together(effects: readonly Effect[]): readonly Omit<Row, "found">[] {
  const thanked = new Map(effects.filter(({ kind }) => kind === "thank").map(({ responseId, state }) => [responseId, state]));
  const isCarried = ({ kind, responseId, state }: Effect) => kind === "reward" && thanked.get(responseId) === state;
  const carriers = new Set(effects.filter(isCarried).map(({ responseId }) => responseId));
  return effects
    .filter((effect) => !isCarried(effect))
    .map((effect) => ({ effect, kinds: effect.kind === "thank" && carriers.has(effect.responseId) ? ["thank", "reward"] : [effect.kind] }));
}

function isChosen(kind: EffectKind, choice: KindChoice): boolean {
  if (choice === "all") return true;
  return choice === "mails" ? mailKinds.includes(kind) : kind === choice;
}
