import { metricSchema } from "../../shared/domain/metric.ts";
import { defaultSpan } from "../../shared/domain/window.ts";
import { localDay } from "../../shared/domain/local-time.ts";
import { viewCase } from "../../shared/casework/view-case.ts";
import type { ChatMessage } from "../../shared/ports.ts";
import { readScores } from "../../shared/scoring/read-scores.ts";
import type { Interacting } from "./interacting.ts";
import { casesOf } from "./listed-cases.ts";
import { mayAct } from "./may-act.ts";
import type { Command } from "./read-command.ts";
import { caseDetails, noSuchCase } from "./views/case-details.ts";
import { casesAnswer } from "./views/case-list.ts";
import { helpAnswer } from "./views/help-answer.ts";
import { plain } from "./views/modal.ts";
import { noSuchSurvey, scoresAnswer } from "./views/scores-answer.ts";

/** What a command is answered with, to the person who gave it alone. */
export async function onCommand(needs: Interacting, { user, teams, ask }: Command): Promise<ChatMessage> {
  const permission = await mayAct(needs, { user, teams });
  if (permission.kind === "refused") return { text: permission.text, blocks: [{ type: "section", text: plain(permission.text) }] };
  switch (ask.kind) {
    case "cases":
      return casesAnswer(await casesOf(needs, permission.member), { now: needs.clock.now().toISOString(), timeZone: needs.policy.timeZone });
    case "case":
      return oneCase(needs, ask.id);
    case "scores":
      return scores(needs, ask.survey);
    case "help":
      return helpAnswer();
  }
}

/** Nothing of ours has a longer id, and a store's keys have a limit. */
const longestId = 128;

async function oneCase(needs: Interacting, id: string): Promise<ChatMessage> {
  const subject = id.length > longestId ? undefined : await needs.cases.find(id);
  const found = subject && (await needs.responses.find(subject.responses.at(-1) ?? ""));
  if (subject === undefined || found === undefined) return noSuchCase();
  return caseDetails(await viewCase(needs, subject, found.response));
}

/** Every metric that was asked in the last 90 days, today included. */
async function scores(needs: Interacting, survey: string | undefined): Promise<ChatMessage> {
  const { start, end } = defaultSpan(localDay(needs.clock.now().getTime(), needs.timeZone));
  const days = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000);
  const asked = survey === undefined ? {} : { survey };
  const found = await Promise.all(metricSchema.options.map((metric) => readScores(needs, { metric, ...asked })));
  const shown = found.flatMap((score) => (score === undefined || score.total.n === 0 ? [] : [{ metric: score.metric, ...asked, days, ...score.total }]));
  return survey !== undefined && shown.length === 0 ? noSuchSurvey(survey, await surveys(needs), days) : scoresAnswer(shown);
}

/** The surveys that were answered in that time, the most answered first. */
async function surveys(needs: Interacting): Promise<readonly string[]> {
  const found = await Promise.all(metricSchema.options.map((metric) => readScores(needs, { metric, segment: "survey" })));
  const answered = found.flatMap((score) => score?.buckets ?? []).toSorted((a, b) => b.n - a.n);
  return [...new Set(answered.flatMap(({ segment }) => segment ?? []))];
}
