import type { ResponseBody } from "../../../shared/domain/response.ts";
import type { DemoAccount } from "./accounts.ts";
import { chanceOf } from "./chance.ts";
import type { Draft } from "./draft.ts";
import { localTime } from "./moments.ts";
import { ordinaryWeek } from "./ordinary.ts";
import { speech } from "./speech.ts";
import { stories } from "./stories.ts";

/** A response that is ready to be posted. */
export type Dated = {
  /** When its sender sends it; milliseconds since the epoch. */
  readonly at: number;
  readonly body: ResponseBody & { readonly id: string };
};

/**
 * The week that ends with a day, as its senders send it, oldest first.
 *
 * All of it follows from the day: ids, people, words and times. So whoever posts it again on the same
 * day repeats what is there, and an hour later posts only what has come in since.
 *
 * @param day `YYYY-MM-DD`
 * @param now what comes later is left out; milliseconds since the epoch
 */
export function weekUpTo(day: string, now: number): readonly Dated[] {
  const chance = chanceOf(`afterscore ${day}`);
  const words = speech(chance);
  const ordinary = ordinaryWeek(chance, words, day);
  const drafts = [...ordinary, ...stories(chance, words, day, ordinary)].sort((a, b) => a.at - b.at);
  const numbers = new Map(drafts.filter(({ corrects }) => corrects === undefined).map((draft, at) => [draft, at + 1]));
  return drafts
    .filter(({ at }) => at <= now)
    .map((draft) => {
      const original = draft.corrects ?? draft;
      return { at: draft.at, body: bodyOf(draft, `demo-${day}-${String(numbers.get(original)).padStart(3, "0")}`, original.at, day) };
    });
}

function bodyOf(draft: Draft, id: string, submittedAt: number, day: string): Dated["body"] {
  const { person, survey, answer, channel, tags = [], contactMe, test, backfill } = draft;
  const { account, respondent } = person;
  return {
    id,
    survey: survey.survey,
    metric: survey.metric,
    ...answer,
    respondent,
    account: accountOn(account, day),
    channel,
    submittedAt: localTime(submittedAt, respondent.timeZone),
    ...(contactMe && { contactMe }),
    ...(test && { test }),
    ...(backfill && { backfill }),
    tags: [...survey.tags, ...tags],
    attributes: { region: account.region, seats: account.seats },
  };
}

function accountOn({ id, name, plan, mrr, currency, renewal, owner }: DemoAccount, day: string): NonNullable<ResponseBody["account"]> {
  const thisYear = `${day.slice(0, 4)}-${renewal}`;
  const renewsOn = thisYear >= day ? thisYear : `${Number(day.slice(0, 4)) + 1}-${renewal}`;
  return { id, name, plan, mrr, currency, renewsOn, ...(owner && { owner }) };
}
