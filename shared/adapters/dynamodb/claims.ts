import { type Effect, splitEffectId } from "../../domain/effect.ts";
import type { Claimed, Claims } from "../../reward-ports.ts";
import type { TransactItem } from "./conditions.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import type { Planned } from "./plan-codec.ts";
import { referralKey } from "./referrals.ts";
import type { Table } from "./table.ts";

/** Claims in the table: the code stands with the effect that promised it, and a personal one by itself besides, so that it is known again. */
export function dynamoClaims(table: Table): Claims {
  return {
    claim: async (effectId, { program, code, at, holder }) => {
      const { responseId } = splitEffectId(effectId);
      const seen = await readPlanned(table, responseId);
      if (seen === undefined) return { kind: "nothing" };
      const referral = holder === undefined ? [] : [referralItem(table, { code, program, holder, responseId, claimedAt: at })];
      const claiming = (effect: Effect): Effect => ({ ...effect, promised: { program, ...effect.promised, code, claimedAt: at } });
      const claimed = (planned: Planned): Planned | undefined =>
        isOpen(effectOf(planned, effectId)) ? { ...planned, effects: planned.effects.map((effect) => (effect.id === effectId ? claiming(effect) : effect)) } : undefined;
      const changed = await changePlanned(table, seen, claimed, referral);
      switch (changed.kind) {
        case "changed":
          return { kind: "claimed", code };
        case "refused":
          return claimedBefore(effectOf(changed.seen, effectId));
        case "hindered":
          return { kind: "code taken" };
      }
    },
  };
}

function effectOf({ effects }: Planned, effectId: string): Effect | undefined {
  return effects.find(({ id }) => id === effectId);
}

/** Whether a reward waits for its person; they are not known any more once they were erased. */
function isOpen(effect: Effect | undefined): boolean {
  return isOffered(effect) && effect?.promised?.claimedAt === undefined;
}

function isOffered(effect: Effect | undefined): boolean {
  return effect?.kind === "reward" && effect.person !== undefined && effect.state !== "cancelled" && effect.state !== "failed";
}

function claimedBefore(effect: Effect | undefined): Claimed {
  const code = isOffered(effect) ? effect?.promised?.code : undefined;
  return code === undefined ? { kind: "nothing" } : { kind: "claimed", code };
}

type Holding = { readonly code: string; readonly program: string; readonly holder: string; readonly responseId: string; readonly claimedAt: string };

/** A personal code, unless it is somebody else's. */
function referralItem({ name: TableName }: Table, holding: Holding): TransactItem {
  return {
    Put: {
      TableName,
      Item: { ...referralKey(holding.code), type: "referral", ...holding },
      ConditionExpression: "attribute_not_exists(pk) OR holder = :holder",
      ExpressionAttributeValues: { ":holder": holding.holder },
    },
  };
}
