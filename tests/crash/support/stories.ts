import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { leavingLink, rewardLink } from "../../outside/support/mailbox.ts";
import { digestStories } from "./digest-stories.ts";
import { draftStories } from "./draft-stories.ts";
import { figureStories } from "./figure-stories.ts";
import type { Outcome, Scene } from "./scene.ts";
import { recoveryStories } from "./recovery-stories.ts";
import { rewardStories } from "./reward-stories.ts";
import { stormStories } from "./storm-stories.ts";
import type { Story } from "./story.ts";
import { teamStories } from "./team-stories.ts";

const nothing: Outcome = { effects: [], cards: 0, lines: 0, mails: 0, counted: "0 at null" };
const oneCase: Outcome = { effects: ["alert sent", "follow_up sent", "task sent"], cards: 1, lines: 0, mails: 1, counted: "1 at -100" };
const account = (scene: Scene) => ({ id: scene.name, name: "Acme", mrr: 9, owner: { email: "mia@us.example" } });
const write = ({ stage: { engines: { table } } }: Scene, Item: Record<string, string>) => table.client.send(new PutCommand({ TableName: table.name, Item }));
const byHand = async (scene: Scene, act: "add" | "remove"): Promise<void> => {
  const { status } = await scene.ask("POST", `/v1/suppressions/${act}`, { email: scene.email });
  if (status !== 200) throw new Error(`${act}: ${status}`);
};
const detractor = (scene: Scene) => scene.post("1", 3, { account: account(scene) });

/** In this order: what an earlier story has shown need not be shown by a later one. */
export const stories: readonly Story[] = [
  { name: "the functions start", play: (scene) => scene.stage.restart(), outcome: nothing },
  { name: "a detractor", play: detractor, outcome: oneCase },
  {
    name: "a detractor answers again",
    before: { play: detractor, outcome: oneCase },
    play: (scene) => scene.post("2", 5, { account: account(scene) }),
    outcome: { ...oneCase, effects: ["alert sent", "alert sent", "follow_up cancelled: frequency cap", "follow_up sent", "task sent", "task sent"], lines: 1, counted: "2 at -100" },
  },
  {
    name: "a detractor corrects the answer",
    before: { play: detractor, outcome: oneCase },
    play: (scene) => scene.post("1", 1, { account: account(scene), comment: `worse, said by ${scene.name}` }),
    outcome: { ...oneCase, effects: ["alert sent", "follow_up sent", "note sent", "task sent"], lines: 1 },
  },
  { name: "a passive", play: (scene) => scene.post("1", 8), outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" } },
  {
    name: "a promoter, who opens the reward",
    play: (scene) => scene.post("1", 10),
    outcome: { ...nothing, effects: ["reward sent", "thank sent"], mails: 1, counted: "1 at 100" },
    also: { look: async (scene) => Promise.all(scene.mails().map(async (mail) => (await scene.ask("GET", rewardLink(mail) ?? "/")).status)), outcome: [200] },
  },
  { name: "a CSAT", metric: "csat", play: (scene) => scene.post("1", 1), outcome: { ...oneCase, counted: "1 at 0" } },
  {
    name: "a response with an idempotency key alone",
    play: (scene) => scene.postKeyed("key", 8),
    outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" },
  },
  {
    name: "a response with an id and an idempotency key",
    play: (scene) => scene.post("1", 8, {}, { "Idempotency-Key": scene.name }),
    outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" },
  },
  {
    name: "a batch",
    play: async (scene) => {
      const bodies = [2, 8, 10].map((score) => scene.bodyOf(String(score), score, { respondent: { id: `${scene.name}-${score}`, email: `${scene.name}-${score}@acme.example` } }));
      while (!(await scene.postBatch(bodies)));
    },
    outcome: { effects: ["alert sent", "follow_up sent", "follow_up sent", "reward sent", "task sent", "thank sent"], cards: 1, lines: 0, mails: 3, counted: "3 at 0" },
  },
  { name: "an account is described", play: (scene) => scene.ask("PUT", `/v1/accounts/${scene.name}`, { name: "Acme" }), outcome: nothing },
  {
    name: "a rehearsal in a known account",
    play: (scene) => scene.post("1", 8, { test: true, account: account(scene) }),
    outcome: { ...nothing, effects: ["follow_up cancelled: test"] },
  },
  {
    name: "a customer who leaves, is taken back by hand, and leaves again",
    before: { play: (scene) => scene.post("1", 8), outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" } },
    play: async (scene) => {
      const link = scene.mails().map(leavingLink)[0] ?? "/";
      const form = { "Content-Type": "application/x-www-form-urlencoded" };
      const leave = async () => (await scene.ask("POST", link, new URLSearchParams({ "List-Unsubscribe": "One-Click" }), form)).status;
      const byHand = async (act: string) => (await scene.ask("POST", `/v1/suppressions/${act}`, { email: scene.email })).status;
      const statuses = [(await scene.ask("GET", link)).status, await leave(), await byHand("remove"), await byHand("add"), await leave(), await byHand("show")];
      if (statuses.some((status) => status !== 200)) throw new Error(`not answered: ${statuses.join()}`);
      await scene.post("2", 7);
    },
    outcome: { ...nothing, effects: ["follow_up cancelled: unsubscribed", "follow_up sent"], mails: 1, counted: "2 at 0" },
    also: { look: (scene) => scene.suppressed(scene.email), outcome: "unsubscribed" },
  },
  {
    name: "an address that is put on the list by hand, and taken off",
    before: {
      play: async (scene) => {
        await byHand(scene, "add");
        await scene.post("1", 8);
      },
      outcome: { ...nothing, effects: ["follow_up cancelled: suppressed"], counted: "1 at 0" },
    },
    play: async (scene) => {
      await byHand(scene, "add");
      await byHand(scene, "remove");
      await scene.post("2", 7);
    },
    outcome: { ...nothing, effects: ["follow_up cancelled: suppressed", "follow_up sent"], mails: 1, counted: "2 at 0" },
    also: { look: (scene) => scene.suppressed(scene.email), outcome: undefined },
  },
  {
    name: "a mail that bounces",
    play: (scene) => scene.post("1", 8, { respondent: { email: `bounce+${scene.name}@simulator.amazonses.com` } }),
    outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" },
    also: { look: (scene) => scene.suppressed(`bounce+${scene.name}@simulator.amazonses.com`), outcome: "bounced" },
  },
  {
    // Whoever hears of it first, the ledger says it once; here it can only be SES.
    name: "a mail that bounces, taken with its answer lost",
    play: (scene) => {
      scene.stage.engines.mails.inject({ to: scene.name, accepted: true, answer: { kind: "status", status: 503 } });
      return scene.post("1", 8, { respondent: { email: `bounce+${scene.name}@simulator.amazonses.com` } });
    },
    outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" },
    also: { look: (scene) => scene.suppressed(`bounce+${scene.name}@simulator.amazonses.com`), outcome: "bounced" },
  },
  {
    name: "a mail that is taken with its answer lost",
    play: (scene) => {
      scene.stage.engines.mails.inject({ to: scene.name, accepted: true, answer: { kind: "status", status: 503 } });
      return scene.post("1", 8);
    },
    outcome: { ...nothing, effects: ["follow_up sent"], mails: 1, counted: "1 at 0" },
  },
  {
    name: "a mail that is throttled first",
    play: (scene) => {
      scene.stage.engines.mails.inject({ to: scene.name, answer: { kind: "throttle" } });
      return scene.post("1", 10);
    },
    outcome: { ...nothing, effects: ["reward sent", "thank sent"], mails: 1, counted: "1 at 100" },
  },
  {
    name: "a mail to an address that cannot be written to",
    play: (scene) => scene.post("1", 8, { respondent: { email: `jörg.${scene.name}@acme.example` } }),
    outcome: { ...nothing, effects: ["follow_up failed"], counted: "1 at 0" },
  },
  {
    name: "a card that is posted with its answer lost",
    play: (scene) => {
      scene.stage.engines.slack.inject({ method: "chat.postMessage", accepted: true, answer: { kind: "status", status: 503 } });
      return detractor(scene);
    },
    outcome: oneCase,
  },
  {
    name: "a line that is posted with its answer lost",
    before: { play: detractor, outcome: oneCase },
    play: (scene) => {
      scene.stage.engines.slack.inject({ method: "chat.postMessage", accepted: true, answer: { kind: "error", error: "internal_error" } });
      return scene.post("1", 1, { account: account(scene) });
    },
    outcome: { ...oneCase, effects: ["alert sent", "follow_up sent", "note sent", "task sent"], lines: 1 },
  },
  {
    name: "a card that is refused first",
    play: (scene) => {
      scene.stage.engines.slack.inject({ method: "chat.postMessage", answer: { kind: "error", error: "access_denied" } });
      return detractor(scene);
    },
    outcome: oneCase,
  },
  {
    name: "a lane that is woken for what is done",
    before: { play: detractor, outcome: oneCase },
    play: (scene) => scene.wake(),
    outcome: oneCase,
  },
  {
    name: "a record that is none of theirs",
    play: (scene) => write(scene, { pk: `other_${scene.name}`, sk: "other", type: "other" }),
    outcome: nothing,
  },
  {
    name: "a record that cannot be read",
    play: (scene) => write(scene, { pk: `rsp_${scene.name}`, sk: "response", type: "response" }),
    outcome: nothing,
    also: { look: (scene) => scene.parked(), outcome: [1, 1] },
  },
  ...teamStories,
  ...figureStories,
  ...rewardStories,
  ...digestStories,
  ...stormStories,
  ...draftStories,
  ...recoveryStories,
  {
    name: "a click, and a lead who reads",
    before: { play: detractor, outcome: oneCase },
    play: async (scene) => {
      await scene.click();
      for (const path of ["scores?metric=nps", "cases?state=open", "responses", `responses?respondent=${scene.name}`, `responses?account=${scene.name}`, `accounts/${scene.name}`]) {
        const answer = await scene.ask("GET", `/v1/${path}`);
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      }
      const [first] = ((await (await scene.ask("GET", `/v1/cases?account=${scene.name}`)).json()) as { items: { id: string; responses: string[] }[] }).items;
      await scene.ask("GET", `/v1/cases/${first?.id ?? "?"}`);
      await scene.ask("GET", `/v1/responses/${first?.responses[0] ?? "?"}`);
    },
    outcome: oneCase,
  },
  {
    name: "a person is exported, and erased",
    before: { play: detractor, outcome: oneCase },
    play: async (scene) => {
      await scene.ask("POST", "/v1/respondents/export", { id: scene.name });
      const [id = "?"] = scene.ids();
      const answers = [await scene.ask("POST", "/v1/respondents/erase", { id: scene.name }), await scene.ask("GET", `/v1/responses/${id}`)];
      const statuses = answers.map(({ status }) => status);
      if (statuses.join() !== "200,410") throw new Error(`not erased: ${statuses.join()}`);
    },
    // What was said stands nowhere any more; that somebody said it stays counted.
    outcome: { ...oneCase, effects: [], cards: 0, mails: 0 },
  },
];
