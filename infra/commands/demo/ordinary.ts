import type { Band } from "../../../shared/domain/metric.ts";
import type { Channel } from "../../../shared/domain/response.ts";
import { type Chance, deck } from "./chance.ts";
import type { Draft } from "./draft.ts";
import { answersOn, daysUpTo, outageBefore, workingMoment } from "./moments.ts";
import { people } from "./people.ts";
import type { Speech } from "./speech.ts";
import { type Survey, type SurveyName, surveys } from "./surveys.ts";

/** How many of a hundred answers go to which survey. */
const mix: Readonly<Record<SurveyName, number>> = { relationship: 48, onboarding: 14, support: 22, connecting: 16 };
/** How many of those whom the outage reached give it as their answer. */
const reached = { cross: 1, patient: 1 };

/** The week as it would be in any company, but for the export outage: everyone answers once. */
export function ordinaryWeek(chance: Chance, speech: Speech, day: string): Draft[] {
  const crowd = chance.shuffled(people);
  const outage = outageBefore(day);
  const nextMood = deck<keyof typeof reached>(chance, reached);
  const nextSurvey = deck<SurveyName>(chance, mix);
  const dealt = new Map(Object.entries(surveys).map(([name, survey]) => [name, deal(chance, survey)]));
  return daysUpTo(day).flatMap((date) =>
    crowd.splice(0, answersOn(date)).map((person) => {
      const name = nextSurvey();
      const survey: Survey = surveys[name];
      const { band, channel } = dealt.get(name)?.() ?? deal(chance, survey)();
      const { language, region } = person.account;
      const at = workingMoment(chance, date, person.respondent.timeZone);
      const hit = survey.metric === "nps" && region === "emea" && outage.from < at && at < outage.to;
      if (hit && nextMood() === "cross") {
        return { at, person, survey, channel, answer: speech.outage(language), tags: ["exports"] };
      }
      return { at, person, survey, channel, answer: speech.answer(language, survey.metric, band) };
    }),
  );
}

function deal(chance: Chance, { bands, channels }: Survey): () => { band: Band; channel: Channel } {
  const nextBand = deck<Band>(chance, bands);
  const nextChannel = deck<Channel>(chance, channelCounts(channels));
  return () => ({ band: nextBand(), channel: nextChannel() });
}

function channelCounts(channels: Survey["channels"]): Record<Channel, number> {
  return { email: 0, web: 0, in_app: 0, sms: 0, phone: 0, other: 0, ...channels };
}
