import { addDays, localDay } from "../../../shared/domain/local-time.ts";
import { type Band, classify } from "../../../shared/domain/metric.ts";
import type { Chance } from "./chance.ts";
import type { Draft } from "./draft.ts";
import { workingMoment } from "./moments.ts";
import type { Speech } from "./speech.ts";
import { surveys } from "./surveys.ts";
import type { Remark } from "./voices/voice.ts";

const hour = 3_600_000;
const minute = 60_000;

/** Those who want to talk, whatever their score. */
const callMe: readonly Remark[] = [
  [8, "Happy so far. Could somebody walk me through SAML before our renewal? Any morning works."],
  [10, "Great year. We are adding two sites in January and I'd like to talk about seats."],
  [7, "Please call me about the data residency question from our legal team, the chat could not help."],
  [5, "I'd rather explain this on the phone than in a box. Afternoons, please."],
];

/** What happens on top of an ordinary week: people change their minds, come back, want to talk, or answered long ago. */
export function stories(chance: Chance, speech: Speech, day: string, week: readonly Draft[]): Draft[] {
  const early = chance.shuffled(week.filter(({ at }) => at < Date.parse(addDays(day, -3))));
  const isBand = (band: Band) => (draft: Draft) => bandOf(draft) === band;
  const promoters = early.filter((draft) => bandOf(draft) === "promoter" && draft.survey.metric === "nps");
  const detractors = early.filter(isBand("detractor"));
  const silent = (draft: Draft) => draft.answer.comment === undefined;
  const again = (draft: Draft, band: Band, survey = draft.survey): Draft => ({
    at: workingMoment(chance, addDays(localDay(draft.at, draft.person.respondent.timeZone), 2), draft.person.respondent.timeZone),
    person: draft.person,
    survey,
    channel: draft.channel,
    answer: speech.answer(draft.person.account.language, survey.metric, band),
  });
  const corrected = (draft: Draft, answer: Draft["answer"]): Draft => ({
    ...draft,
    at: draft.at + (2 + chance.below(15)) * minute,
    answer,
    corrects: draft,
  });
  const onSecondThought = (draft: Draft, band: Band) =>
    corrected(draft, speech.answer(draft.person.account.language, draft.survey.metric, band));
  const english = week.filter((draft) => draft.person.account.language === "en" && silent(draft));
  const passives = chance.shuffled(week.filter((draft) => bandOf(draft) === "passive" && silent(draft)));
  return [
    // A promoter who falls, detractors who win back trust, detractors who are asked again too soon.
    ...promoters.slice(0, 3).map((draft) => again(draft, "detractor")),
    ...detractors.slice(0, 4).map((draft) => again(draft, "promoter")),
    ...detractors.slice(4, 7).map((draft) => again(draft, "detractor", surveys.support)),
    // Passives who think again, and one who had read the scale upside down.
    ...passives.slice(0, 2).map((draft) => onSecondThought(draft, "detractor")),
    ...passives.slice(2, 5).map((draft) => onSecondThought(draft, "promoter")),
    ...english
      .filter((draft) => bandOf(draft) === "detractor" && draft.survey.metric === "nps")
      .slice(0, 1)
      .map((draft) => corrected(draft, { score: 9, comment: "Sorry, I read the scale upside down. We are very happy with you!" })),
    ...talks(chance, promoters.filter((draft) => draft.person.account.language === "en" && silent(draft))),
    ...imported(chance, speech, day, week),
    ...trial(week),
  ];
}

/** Some write that they want to talk: a correction of what they had sent without a word. */
function talks(chance: Chance, quiet: readonly Draft[]): Draft[] {
  return callMe.flatMap(([score, comment], at) => {
    const draft = quiet[at];
    return draft === undefined
      ? []
      : [{ ...draft, at: draft.at + (1 + chance.below(4)) * minute, answer: { score, comment }, contactMe: true, corrects: draft }];
  });
}

/** Answers from the survey tool that was used before: they count, and nobody is alerted or written to. */
function imported(chance: Chance, speech: Speech, day: string, week: readonly Draft[]): Draft[] {
  const nps = week.filter((draft) => draft.survey.metric === "nps");
  const unhappy = nps.filter((draft) => bandOf(draft) === "detractor").slice(0, 8);
  const others = nps.filter((draft) => bandOf(draft) !== "detractor").slice(0, 6);
  return [...unhappy, ...others].map(({ person }, at) => ({
    at: workingMoment(chance, addDays(day, -(25 + chance.below(50))), person.respondent.timeZone),
    person,
    survey: surveys.relationship,
    channel: "email",
    answer: speech.answer(person.account.language, "nps", at % 4 === 0 ? "detractor" : at % 2 === 0 ? "passive" : "promoter"),
    tags: ["imported"],
    backfill: true,
  }));
}

/** Somebody tries the survey out: it takes the alert's way to the test channel and counts nowhere. */
function trial(week: readonly Draft[]): Draft[] {
  const [first] = week.filter((draft) => draft.person.account.id === "tallgrass");
  if (first === undefined) return [];
  const { respondent } = first.person;
  return [
    {
      ...first,
      at: first.at + hour,
      person: { ...first.person, respondent: { ...respondent, id: "u_survey_preview", email: "preview@tallgrass.example", name: "Survey preview" } },
      survey: surveys.relationship,
      answer: { score: 0, comment: "Trying the survey out before we send it. Please ignore." },
      test: true,
    },
  ];
}

function bandOf({ survey, answer }: Draft): Band {
  return classify(survey.metric, answer.score);
}
