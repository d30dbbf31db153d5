import type { Hono } from "hono";
import type { Examinations } from "../../../../shared/examination-ports.ts";
import { metricSchema } from "../../../../shared/domain/metric.ts";
import { localDay } from "../../../../shared/domain/local-time.ts";
import { defaultSpan } from "../../../../shared/domain/window.ts";
import { figuresOfStock, isLow } from "../../../../shared/domain/reward-stock.ts";
import type { RewardProgram } from "../../../../shared/domain/reward-program.ts";
import type { Bookshelf } from "../../../../shared/book-ports.ts";
import type { ApiKeys, Ledger, Parking } from "../../../../shared/ports.ts";
import type { RewardStocks } from "../../../../shared/reward-ports.ts";
import type { Scoring } from "../../../../shared/scoring/read-scores.ts";
import { addressOf } from "../address.ts";
import type { DeskEnv } from "../desk-env.ts";
import { framed } from "../frame.tsx";
import { allowed } from "../guard.tsx";
import { ifPossible } from "../if-possible.ts";
import type { Admitting } from "../looking.ts";
import { surveysAnswered } from "../surveys.ts";
import { commonWords } from "../words.ts";
import { DoctorSection, type Health, HealthSection } from "./health-section.tsx";
import { KeysSection, StockSection, type StockRow, SurveysSection } from "./lists-section.tsx";
import { PolicySection } from "./policy-section.tsx";
import { setupWords } from "./words.ts";

/** What the page about the set-up needs of the world. */
export type ShowingSetup = Admitting &
  Scoring & {
    readonly keys: Pick<ApiKeys, "list">;
    readonly stocks: Pick<RewardStocks, "of">;
    readonly ledger: Pick<Ledger, "due">;
    readonly parking: Pick<Parking, "list">;
    readonly bookshelf: Pick<Bookshelf, "read">;
    readonly examinations: Pick<Examinations, "last">;
  };

/** `GET /desk/setup`: how this deployment is set up, and whether it is well. Nothing is changed here. */
export function addSetup(app: Hono<DeskEnv>, needs: ShowingSetup): void {
  app.get("/setup", allowed(needs, "see setup"), async (c) => {
    const onlooker = c.get("onlooker");
    const { language, formats } = onlooker;
    const [health, examination, keys, surveys, stock] = await Promise.all([healthOf(needs), ifPossible(needs.log, "the doctor's findings are not shown", () => needs.examinations.last()), needs.keys.list(), surveysOf(needs), Promise.all(needs.policy.rewards.programs.map((program) => stockOf(needs, program)))]);
    const title = commonWords[language].pages.setup;
    return c.html(framed({
      onlooker,
      at: "setup",
      title,
      address: addressOf(c),
      elsewhere: needs.elsewhere,
      children: (
        <>
          <h1>{title}</h1>
          <p>{setupWords[language].about}</p>
          <HealthSection health={health} language={language} formats={formats} />
          <DoctorSection examination={examination} language={language} formats={formats} />
          <KeysSection keys={keys} language={language} formats={formats} />
          <SurveysSection surveys={surveys} language={language} formats={formats} />
          <StockSection stock={stock} language={language} formats={formats} />
          <PolicySection policy={needs.policy} language={language} formats={formats} />
        </>
      ),
    }));
  });
}

/** How long something may wait beyond its time before it is told; the sweep comes every minute. Milliseconds. */
const patience = 10 * 60_000;
/** More than this is told as this. */
const mostTold = 100;

async function healthOf({ ledger, parking, bookshelf, clock }: ShowingSetup): Promise<Health> {
  const since = new Date(clock.now().getTime() - patience).toISOString();
  const [due, parked, books] = await Promise.all([ledger.due(since, mostTold), Promise.all(["route", "roll-up"].map((consumer) => parking.list(consumer))), bookshelf.read()]);
  return { waiting: due.effects.length, parked: parked.flat().length, isRebuilding: books.written !== undefined };
}

/** Each survey with its responses of the last 90 days, of whatever metric, most first. */
async function surveysOf(needs: ShowingSetup): Promise<readonly { readonly survey: string; readonly n: number }[]> {
  const span = defaultSpan(localDay(needs.clock.now().getTime(), needs.timeZone));
  const found = (await Promise.all(metricSchema.options.map((metric) => surveysAnswered(needs, metric, span)))).flat();
  return [...Map.groupBy(found, ({ survey }) => survey)].map(([survey, counts]) => ({ survey, n: counts.reduce((sum, { n }) => sum + n, 0) })).sort((a, b) => b.n - a.n);
}

async function stockOf({ stocks }: ShowingSetup, program: RewardProgram): Promise<StockRow> {
  const stock = await stocks.of(program.id);
  return { program, ...figuresOfStock(program, stock), isLow: isLow(program, stock) };
}
