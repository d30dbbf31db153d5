import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { setTimeout as sleep } from "node:timers/promises";
import { TEAM } from "../../../infra/local/slack/directory.ts";
import { encodeTraffic } from "../../../shared/adapters/dynamodb/storm-codec.ts";
import { dynamoStorms } from "../../../shared/adapters/dynamodb/storms.ts";
import { saying, slackOf } from "../../outside/support/slack.ts";
import { crowded } from "./engines.ts";
import { sendFromSlack } from "./from-slack.ts";
import type { Scene } from "./scene.ts";
import type { Story } from "./story.ts";

const mia = { id: "U0MIA", team_id: TEAM.id };
const caseOf = (scene: Scene) => (scene.ids()[0] ?? "").replace(/^rsp_/, "case_");

/** The channel has all it bears, for as long as the story takes. */
async function crowd({ stage: { engines: { table } } }: Scene): Promise<void> {
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const granted = Array.from({ length: 1_000 }, (_, place) => ({ effectId: `rsp_${place}.alert`, at }));
  await table.client.send(new PutCommand({ TableName: table.name, Item: encodeTraffic({ channel: crowded, version: Date.now(), granted, pending: [] }) }));
}

/** The storm that holds the case of a scene. */
async function stormOf(scene: Scene): Promise<{ readonly id: string; readonly times: number } | undefined> {
  const storms = dynamoStorms(scene.stage.engines.table);
  const { storm } = await storms.traffic(crowded);
  if (storm === undefined) return undefined;
  const times = (await storms.folded(storm.id)).filter(({ caseId }) => caseId === caseOf(scene)).length;
  return times === 0 ? undefined : { id: storm.id, times };
}

/** What a kill has held up comes with time. */
async function untilThere<T>({ stage }: Scene, what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 1; tries <= 400; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(25);
    if (tries % 40 === 0) await stage.pass();
  }
  throw new Error(`there is no ${what}`);
}

async function opensCard(scene: Scene): Promise<void> {
  const { id } = await untilThere(scene, "storm", () => stormOf(scene));
  const { slack } = scene.stage.engines;
  await untilThere(scene, "answer of Slack's", async () => {
    const payload = {
      type: "block_actions", user: mia, team: { id: TEAM.id }, trigger_id: slack.grants.issueTrigger(mia.id),
      channel: { id: slack.channels.resolve(crowded.slice(1)).id }, message: { ts: "1.000001" },
      actions: [{ action_id: "storm.card", value: `${id}:${caseOf(scene)}` }],
    };
    const isTaken = await sendFromSlack(scene.stage, "interactions", new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
    return isTaken ? isTaken : undefined;
  });
}

/** What happens in a channel that bears no more. */
export const stormStories: readonly Story[] = [
  {
    name: "a case is folded into a storm, and opened as a card",
    play: async (scene) => {
      await crowd(scene);
      await scene.post("1", 3, { channel: "phone" });
      await opensCard(scene);
    },
    outcome: { effects: ["alert sent", "alert sent", "follow_up sent", "task sent"], cards: 0, lines: 0, mails: 1, counted: "1 at -100" },
    also: {
      look: async (scene) => {
        const { slack, slackUrl } = scene.stage.engines;
        const { id } = slack.channels.resolve(crowded.slice(1));
        const workspace = slackOf({ slack: { apiUrl: slackUrl, token: slack.token, signingSecret: "", defaultChannel: id } });
        return { listed: (await stormOf(scene))?.times, cards: saying(await workspace.history(id), scene.name).length };
      },
      outcome: { listed: 1, cards: 1 },
    },
  },
];
