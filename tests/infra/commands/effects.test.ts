import { afterAll, beforeAll, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { answer } from "../../outside/support/answers.ts";
import { caseworkOf } from "../../outside/support/casework.ts";
import { until } from "../../outside/support/until.ts";
import { runCommandFile } from "./running.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

const effects = (...words: readonly string[]) => runCommandFile("effects", words, { AFTERSCORE_HOME: app.home });

it("everything planned for a response is shown with what the receiver gave, a thread's lines as well", async () => {
  const cases = caseworkOf(app);
  const { caseId, responseId } = await cases.open();
  await cases.happen(caseId, { type: "note", note: "Called them." });
  const shown = await until("the note in its thread", async () => {
    const { stdout } = await effects(`${responseId}.alert`);
    return /\.note-\d+ +sent/.test(stdout) ? stdout : undefined;
  });
  // The channel and the time stamp by which Slack finds the message.
  expect(shown).toMatch(new RegExp(`^${responseId}\\.alert +sent +\\S+ \\S+ +1 +C\\w+ \\d+\\.\\d+`, "m"));
  expect(shown).toMatch(/\.follow_up +sent/);
});

it("what is not there, and what was not asked for plainly, is said", async () => {
  const quiet = (await app.accepted(answer(8, { backfill: true }))).id;
  for (const id of ["rsp_none", quiet]) expect((await effects(id)).stderr).toContain(`Nothing is planned for ${id} at http`);
  expect((await effects()).stderr).toContain("Say which");
  expect((await effects("rsp_1", "rsp_2")).stderr).toContain("'rsp_2' is one word too many");
});
