/** `npm run demo`: posts a believable week of responses at the Afterscore that runs on this machine. */
import { localDay } from "../../shared/domain/local-time.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { apiOf } from "./demo/api.ts";
import { scoresOf } from "./demo/counted.ts";
import { postWeek } from "./demo/post-week.ts";
import { summaryOf } from "./demo/summary.ts";
import { weekUpTo } from "./demo/week.ts";
import { runCommand } from "./support/command-error.ts";
import { findLaptop, homeFolder } from "./support/laptop.ts";
import { progressOn } from "./support/progress.ts";

await runCommand(async () => {
  const laptop = await findLaptop(homeFolder(process.env));
  const api = apiOf(laptop);
  const startedAt = systemClock.now().getTime();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const week = weekUpTo(localDay(startedAt, timeZone), startedAt);
  const before = (await api.scores()).total.n;
  const progress = progressOn(process.stdout, "Posting a week", week.length);
  const posted = await postWeek(week, api, (done, { at }) => { progress.show(done, dayInWords(at, timeZone)); });
  progress.end();
  const seconds = (systemClock.now().getTime() - startedAt) / 1000;
  const expected = before + posted.storedNps;
  const scores = await scoresOf(api, expected, systemClock);
  console.log(summaryOf({ posted, scores, expected, seconds, laptop }));
});

function dayInWords(at: number, timeZone: string): string {
  return new Date(at).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone });
}
