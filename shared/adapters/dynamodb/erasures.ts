import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { PersonKey } from "../../domain/respondent.ts";
import type { Clock, Erasures } from "../../ports.ts";
import { readPartition } from "./lists.ts";
import type { Table } from "./table.ts";

/** How long an answer is believed; milliseconds. */
const believedFor = 1_000;
/** Who erases need not agree on the time to the second; milliseconds. */
const clockTolerance = 60_000;

const pk = "erased";

/**
 * Who was erased, in the table: one small item a key, in the order of their erasure. A process reads them all
 * once and then, at most once a second, what has come since: asking about a response costs nothing, and
 * while nobody was ever erased not even a pseudonym is made.
 *
 * @param pseudonymOf what a key is called where it must not stand itself
 */
export function dynamoErasures(
  table: Table,
  { clock, pseudonymOf }: { readonly clock: Clock; readonly pseudonymOf: (person: PersonKey) => Promise<string> },
): Erasures {
  const erased = new Set<string>();
  let newest = "";
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  const read = async () => {
    const asked = clock.now().getTime();
    const from = newest === "" ? undefined : new Date(Date.parse(newest) - clockTolerance).toISOString();
    for (const { sk } of await readPartition(table, pk, from === undefined ? {} : { from })) {
      const [at = "", pseudonym = ""] = String(sk).split("#");
      erased.add(pseudonym);
      if (at > newest) newest = at;
    }
    readAt = asked;
  };
  const refresh = () => (reading ??= read().finally(() => { reading = undefined; }));
  const isFresh = () => {
    const age = clock.now().getTime() - readAt;
    return age >= 0 && age < believedFor;
  };
  const anyOf = async (people: readonly PersonKey[]) => {
    if (erased.size === 0) return false;
    return (await Promise.all(people.map(pseudonymOf))).some((pseudonym) => erased.has(pseudonym));
  };

  return {
    add: async (people, at) => {
      await refresh();
      for (const person of people) {
        if (await anyOf([person])) continue;
        const pseudonym = await pseudonymOf(person);
        await table.client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: `${at}#${pseudonym}`, type: "erasure" } }));
        erased.add(pseudonym);
      }
    },
    includes: async (people, asOf) => {
      // One that is under way may have begun too early.
      if (asOf === "now") await reading;
      if (asOf === "now" || !isFresh()) await refresh();
      return anyOf(people);
    },
  };
}
