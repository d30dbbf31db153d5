import type { Policy } from "../domain/policy.ts";
import { messageSlot, rewardSlot } from "../domain/slot.ts";
import type { Clock, Digest, Slot } from "../ports.ts";

type Keeping = { readonly policy: Policy; readonly digest: Digest; readonly clock: Clock };

/** The place of the one message an address gets in the policy's time; nothing where any number may go. @param address normalised */
export function addressSlot({ policy, digest, clock }: Keeping, address: string): { readonly address?: Slot } {
  const { oncePer } = policy.messages;
  return oncePer === 0 ? {} : { address: { key: messageSlot(digest, address), until: after(clock, oncePer) } };
}

/** The place of the one reward a person gets in the policy's time. @param person aliases resolved; nothing where no reward goes */
export function personSlot({ policy, digest, clock }: Keeping, person: string | undefined): { readonly reward?: Slot } {
  const { oncePer } = policy.rewards;
  return oncePer === 0 || person === undefined ? {} : { reward: { key: rewardSlot(digest, person), until: after(clock, oncePer) } };
}

function after(clock: Clock, time: number): string {
  return new Date(clock.now().getTime() + time).toISOString();
}
