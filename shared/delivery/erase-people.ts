import type { Effect } from "../domain/effect.ts";
import { type PersonKey, addressOf } from "../domain/respondent.ts";
import { messageSlot, rewardSlot } from "../domain/slot.ts";
import type { Clock, Digest, Erasures, Traces, WorkQueues } from "../ports.ts";
import { eachOf } from "../runtime/batch.ts";
import { queueEffects } from "./queue-effects.ts";

/** What erasing needs of the world. */
export type ErasingPeople = {
  readonly erasures: Pick<Erasures, "add">;
  readonly traces: Traces;
  readonly queues: WorkQueues;
  readonly digest: Digest;
  readonly clock: Clock;
};

const atATime = 8;

/**
 * Erases everything that is there of a person. It is written down first that they are erased, and last who
 * they were, so that whoever is interrupted begins again and goes on where it stopped. What stands outside is
 * taken back through the ledger, however long the receiver is away.
 *
 * @returns every key the person was known by
 */
export async function erasePeople(needs: ErasingPeople, given: readonly PersonKey[]): Promise<readonly PersonKey[]> {
  const { erasures, traces, queues, digest, clock } = needs;
  const at = clock.now().toISOString();
  const { people, responses } = await traces.of(given);
  await erasures.add(people, at);
  const retractions: Effect[] = [];
  await eachOf(responses, atATime, async (id) => {
    retractions.push(...(await traces.eraseResponse(id, at)));
  });
  await queueEffects(queues, retractions, Date.parse(at));
  const slots = people.flatMap((person) => {
    const address = addressOf(person);
    return [rewardSlot(digest, person), ...(address === undefined ? [] : [messageSlot(digest, address)])];
  });
  await traces.eraseKeys(people, slots);
  return people;
}
