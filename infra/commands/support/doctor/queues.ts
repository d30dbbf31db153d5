import { queues } from "../../../topology.ts";
import type { Parking } from "../../../../shared/ports.ts";
import { deadLetters } from "../dlq/dead-letters.ts";
import type { Queue } from "../dlq/queue.ts";
import { consumers } from "../parked/arguments.ts";
import { type Finding, findingsOf } from "./finding.ts";

/** Whether every queue is there, and no dead letter waits for somebody. */
export async function lookAtQueues(open: (name: string) => Promise<Queue | undefined>): Promise<readonly Finding[]> {
  const counts = await Promise.all(queues.map(async ({ name }) => ({ name, count: await (await open(name))?.count() })));
  const problems = counts.flatMap(({ name, count }) => {
    if (count === undefined) return [`Queues: there is no ${name}; deploy again.`];
    const isDead = deadLetters.some((letters) => letters.name === name);
    return isDead && count > 0 ? [`Queues: ${count} in ${name}; look with npm run dlq -- show ${name}, then redrive.`] : [];
  });
  return findingsOf(problems, `Queues: all ${counts.length} are there, and no dead letters.`);
}

/** Whether a record waits for somebody. */
export async function lookAtParked(parking: Pick<Parking, "list">): Promise<readonly Finding[]> {
  const parked = (await Promise.all(consumers.map((consumer) => parking.list(consumer)))).flat();
  const problems = parked.length === 0 ? [] : [`Parked: ${parked.length} in all; look with npm run parked -- list, then retry.`];
  return findingsOf(problems, "Parked: nothing.");
}
