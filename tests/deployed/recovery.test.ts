import { expect, it } from "vitest";
import type { Page } from "../outside/support/api.ts";
import { caseworkOf } from "../outside/support/casework.ts";
import { recoveryLink } from "../outside/support/mailbox.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";

const lane = openLane();

// The sweep brings it, which comes once a minute.
it("asks whoever's case was resolved whether it was made right, and takes the answer", async () => {
  const cases = caseworkOf(lane);
  const opened = await cases.open({}, 2);
  expect((await cases.happen(opened.caseId, { type: "resolve", outcome: "recovered", rootCause: "bug" })).status).toBe(200);
  const link = await until("the question", async () => (await lane.mailsTo(opened.who.email)).map(({ BodyText }) => recoveryLink({ text: BodyText })).find((found) => found !== undefined), { within: 130_000, every: 1_000 });
  const answer = async (score: number, seen: number) => (await fetch(link, { method: "POST", body: new URLSearchParams({ score: String(score), seen: String(seen) }) })).status;
  expect([await answer(2, 0), await answer(5, 1)]).toEqual([200, 200]);
  const { body } = await lane.get<Page<Record<string, unknown>>>(`/v1/responses?respondent=${opened.who.id}`);
  expect(body.items.find(({ about }) => about === opened.caseId)).toMatchObject({ score: 5, revision: 2, source: "afterscore" });
}, 150_000);
