import type { GivenScore, SecondThought } from "../../domain/loop.ts";
import { type PersonKey, personOf } from "../../domain/respondent.ts";
import { type Response, counts } from "../../domain/response.ts";
import type { SecondThoughts } from "../../loop-ports.ts";
import { decodeResponses, partition, responseKey } from "./codec.ts";
import { type Entry, entries, fetchItems } from "./lists.ts";
import { readKeys } from "./persons.ts";
import type { Table } from "./table.ts";

/** How many people are looked up at a time. */
const atATime = 24;

/** How many later answers of a person are read first, and then, as long as none is on the same metric. */
const firstPage = 4;
const nextPage = 200;

/**
 * What people said next, by the index by respondent. It has no page for many people at once, so there is a query for each
 * name of each of them; everything else is read a hundred at a time.
 */
export function dynamoSecondThoughts(table: Table): SecondThoughts {
  return { after: (responseIds) => after(table, responseIds) };
}

/** Somebody whose next score has not been found yet. */
type Search = { readonly response: Response; readonly partitions: readonly string[]; readonly from: string; readonly limit: number };

async function after(table: Table, ids: readonly string[]): Promise<readonly SecondThought[]> {
  const said = decodeResponses(await fetchItems(table, [...new Set(ids)].map(responseKey))).filter((response) => response.band === "detractor" && counts(response));
  const namesOf = await namesIn(table, said.map(({ body }) => personOf(body.respondent)));
  const found: SecondThought[] = [];
  let searches = said.map((response): Search => ({
    response,
    partitions: namesOf(personOf(response.body.respondent)).map(partition.person),
    // Behind everything of that moment, where positions go on with `#`.
    from: `${response.submittedAt}$`,
    limit: firstPage,
  }));
  while (searches.length > 0) {
    const pages = new Map<Search, readonly Entry[]>();
    const waiting = [...searches];
    while (waiting.length > 0) {
      await Promise.all(waiting.splice(0, atATime).map(async (search) => pages.set(search, await entries(table, { index: "gsi1", newestFirst: false, ...search }))));
    }
    const answers = await answersAt(table, [...pages.values()].flat());
    const further: Search[] = [];
    for (const [search, page] of pages) {
      const next = page.flatMap(({ key }) => answers.get(key.pk) ?? []).find((answer) => isNext(answer, search.response));
      const last = page.at(-1);
      if (next === undefined && last !== undefined && page.length === search.limit) further.push({ ...search, from: last.position, limit: nextPage });
      else found.push({ responseId: search.response.id, then: scoreOf(search.response), ...(next === undefined ? {} : { next: scoreOf(next) }) });
    }
    searches = further;
  }
  return found;
}

/** Every name that each of these people is known by; as `keysOf`, for many. */
async function namesIn(table: Table, people: readonly PersonKey[]): Promise<(person: PersonKey) => readonly PersonKey[]> {
  const read = async (keys: readonly PersonKey[]) => new Map((await readKeys(table, [...new Set(keys)])).map((contents) => [contents.key, contents]));
  const own = await read(people);
  const owners = await read([...own.values()].flatMap(({ respondent }) => (respondent === undefined || own.has(respondent) ? [] : [respondent])));
  const theirs = new Map([...own, ...owners]);
  const addresses = await read([...theirs.values()].flatMap((person) => person.addresses));
  return (key) => {
    const person = own.get(key)?.respondent ?? key;
    const known = (theirs.get(person)?.addresses ?? []).filter((address) => addresses.get(address)?.respondent === person);
    return [...new Set([key, person, ...known])];
  };
}

/** The responses at these entries, by id. */
async function answersAt(table: Table, found: readonly Entry[]): Promise<ReadonlyMap<string, Response>> {
  const keys = new Map(found.map(({ key }) => [key.pk, key]));
  return new Map(decodeResponses(await fetchItems(table, [...keys.values()])).map((response) => [response.id, response]));
}

/** Corrections may move an answer in time and to another metric, so it is asked once more of what it now says. */
function isNext(answer: Response, said: Response): boolean {
  return answer.body.metric === said.body.metric && counts(answer) && answer.submittedAt > said.submittedAt;
}

function scoreOf({ body: { metric }, band, submittedAt }: Response): GivenScore {
  return { metric, band, submittedAt };
}
