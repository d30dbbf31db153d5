import { tableDefinition } from "../../shared/adapters/dynamodb/table-definition.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { memoryTable } from "../../shared/adapters/memory/memory-table.ts";
import type { Contribution } from "../../shared/domain/contribution.ts";
import { addDays } from "../../shared/domain/local-time.ts";
import { classify } from "../../shared/domain/metric.ts";
import { readScores } from "../../shared/scoring/read-scores.ts";
import { type Figure, told } from "./figure.ts";
import { dice } from "./million/history.ts";

const today = "2026-11-21";
/** The page looks back at the thirty days before it as well, to say what has changed. */
const days = 60;
/** A shard of a stream lives four hours: a day's tallies are counted by as many, however many responses there are. */
const shardsADay = 6;
const few = 1_000;
const many = 1_000_000;

/** P11: the read units of a page of scores of thirty days, by day, with few responses behind it and with many. */
export async function scorePages(): Promise<readonly Figure[]> {
  const [ofFew, ofMany] = [await readUnits(few), await readUnits(many)];
  const ratio = Math.max(ofFew, ofMany) / Math.min(ofFew, ofMany);
  return [
    { ...told("P11", "read units of a 30-day score page, 1 thousand responses", ofFew, ""), bar: 20, gates: true },
    { ...told("P11", "read units of a 30-day score page, 1 million responses", ofMany, ""), bar: 20, gates: true },
    { ...told("P11", "the dearer of the two ÷ the other", ratio, ""), bar: 1.1, gates: true },
  ];
}

async function readUnits(responses: number): Promise<number> {
  let spent = 0;
  const table = memoryTable({ definition: tableDefinition, onUnits: ({ read }) => { spent += read; } });
  const tallies = dynamoTallies(table);
  const roll = dice(11);
  let position = 0;
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    for (let shard = 0; shard < shardsADay; shard += 1) {
      const share = Math.round((responses * (shard + 1)) / (days * shardsADay)) - Math.round((responses * shard) / (days * shardsADay));
      const countings = Array.from({ length: share }, () => ({ position: `${49_000_000_000_000_000_000_000_000n + BigInt(position++)}`, after: answer(roll, addDays(today, -ago)) }));
      await tallies.count(`shardId-0000000${1_700_000_000_000 + ago * shardsADay + shard}-0a1b2c3d`, countings);
    }
  }
  spent = 0;
  const clock = { now: () => new Date(`${today}T12:00:00Z`) };
  const scores = await readScores({ tallies, clock, timeZone: "UTC" }, { metric: "nps", from: addDays(today, -29), to: addDays(today, 1), interval: "day" });
  if (scores?.buckets.length !== 30) throw new Error("the page is not of thirty days");
  return spent;
}

function answer(roll: () => number, day: string): Contribution {
  const score = Math.floor(roll() * 11);
  return {
    metric: "nps", survey: `survey-${Math.floor(roll() * 20)}`, day, band: classify("nps", score), score,
    mrr: 100 * Math.floor(1 + roll() * 10_000), segments: { channel: "email", plan: roll() < 0.5 ? "Scale" : "Free" },
  };
}
