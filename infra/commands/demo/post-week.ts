import type { Band } from "../../../shared/domain/metric.ts";
import { eachOf } from "../../../shared/runtime/batch.ts";
import type { Api } from "./api.ts";
import type { Dated } from "./week.ts";

/** What came of posting a week. */
export type Posted = {
  /** Responses that were not there before, those of `corrected` and `replayed` left out. */
  readonly stored: number;
  readonly corrected: number;
  readonly replayed: number;
  /** Responses by the band they ended in. */
  readonly bands: Readonly<Record<Band, number>>;
  /** How many of the stored ones count in the NPS. */
  readonly storedNps: number;
};

/** How many posts are on their way at a time. */
const atATime = 8;

/**
 * Posts responses oldest first, several at a time; those of one person wait for each other, so that
 * nobody's second answer arrives before the first.
 *
 * @param onPosted told how many are done and which was the last
 */
export async function postWeek(week: readonly Dated[], api: Pick<Api, "post">, onPosted: (done: number, last: Dated) => void): Promise<Posted> {
  const answers = new Map<Dated, Awaited<ReturnType<Api["post"]>>>();
  const underWay = new Map<string, Promise<void>>();
  await eachOf(week, atATime, async (item) => {
    const person = personOf(item);
    const before = underWay.get(person);
    const posting = (async () => {
      await before;
      answers.set(item, await api.post(item.body));
    })();
    underWay.set(person, posting);
    await posting;
    onPosted(answers.size, item);
  });
  return tally(week, answers);
}

function personOf({ body: { respondent } }: Dated): string {
  return respondent.id ?? respondent.email ?? "";
}

function tally(week: readonly Dated[], answers: ReadonlyMap<Dated, Awaited<ReturnType<Api["post"]>>>): Posted {
  const posted = { stored: 0, corrected: 0, replayed: 0, storedNps: 0 };
  const bandOf = new Map<string, Band>();
  for (const item of week) {
    const answer = answers.get(item);
    if (answer === undefined) continue;
    bandOf.set(answer.id, answer.band);
    if (answer.replayed) posted.replayed += 1;
    else if (answer.revision > 1) posted.corrected += 1;
    else {
      posted.stored += 1;
      if (item.body.metric === "nps" && item.body.test !== true) posted.storedNps += 1;
    }
  }
  const bands = { detractor: 0, passive: 0, promoter: 0 };
  for (const band of bandOf.values()) bands[band] += 1;
  return { ...posted, bands };
}
