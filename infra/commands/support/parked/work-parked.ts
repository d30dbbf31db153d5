import type { Clock, Parking, Responses } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { minuteOf, textTable } from "../text-table.ts";
import { type ParkedCommand, consumers } from "./arguments.ts";

/** What working on parked records needs of the world. */
export type Retrying = {
  readonly place: string;
  readonly parking: Pick<Parking, "list" | "remove">;
  readonly responses: Pick<Responses, "touch">;
  readonly clock: Clock;
};

type Parked = Awaited<ReturnType<Parking["list"]>>[number];

/**
 * Does what was asked, and answers what to print.
 *
 * @throws CommandError when there is no such record
 */
export async function workParked(command: ParkedCommand, needs: Retrying): Promise<string> {
  const parked = (await Promise.all(consumers.map((consumer) => needs.parking.list(consumer)))).flat();
  switch (command.do) {
    case "list":
      return parked.length === 0 ? `Nothing is parked at ${needs.place}.` : listed(parked);
    case "retry": {
      const { which } = command;
      const wanted = which === "all" ? parked : parked.filter(({ consumer, key }) => consumer === which.consumer && key === which.key);
      if (wanted.length === 0 && which !== "all") {
        throw new CommandError(`${which.consumer} has not parked ${which.key} at ${needs.place}; list shows what is parked.`);
      }
      return wanted.length === 0 ? `Nothing is parked at ${needs.place}.` : retry(needs, wanted);
    }
  }
}

function listed(parked: readonly Parked[]): string {
  const rows = parked.map(({ consumer, key, strikes, at, reason }) => [consumer, key, String(strikes), minuteOf(at), reason]);
  return textTable(["consumer", "key", "tries", "last tried", "reason"], rows);
}

/**
 * A response goes through the stream once, however often it was parked: it comes to every consumer, and
 * who has dealt with it finds its own marker. It is unparked after that, so that a crash retries it again.
 */
async function retry({ parking, responses, clock }: Retrying, wanted: readonly Parked[]): Promise<string> {
  const lines: string[] = [];
  for (const [id, records] of Map.groupBy(wanted, responseOf)) {
    const isThere = await responses.touch(id, clock.now().toISOString());
    for (const record of records) await parking.remove(record);
    lines.push(isThere ? `${id} goes through the stream once more.` : `${id} is not there any more; it is no longer parked.`);
  }
  return [...lines, "What fails again is parked again: look with npm run parked -- list in a moment."].join("\n");
}

/** `rsp_…@4711` → `rsp_…` */
function responseOf({ key }: Parked): string {
  return key.slice(0, key.lastIndexOf("@"));
}
