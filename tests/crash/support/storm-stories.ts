import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { TEAM } from "../../../infra/local/slack/directory.ts";
import { encodeTraffic } from "../../../shared/adapters/dynamodb/storm-codec.ts";
import { dynamoStorms } from "../../../shared/adapters/dynamodb/storms.ts";
import { saying, slackOf } from "../../outside/support/slack.ts";
import { crowded } from "./engines.ts";
import { sendFromSlack } from "./from-slack.ts";
import type { Scene } from "./scene.ts";
import type { Story } from "./story.ts";
import { untilThere } from "./until-there.ts";

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

/** Opens the storm's list from its card, and asks there for the card of the case. */
async function opensCard(scene: Scene): Promise<void> {
  const { id } = await untilThere(scene, "storm", () => stormOf(scene));
  const { slack } = scene.stage.engines;
  const clicks = (action: string, value: string, on: object) =>
    untilThere(scene, "answer of Slack's", async () => {
      const click = { type: "block_actions", user: mia, team: { id: TEAM.id }, trigger_id: slack.grants.issueTrigger(mia.id), ...on, actions: [{ action_id: action, value }] };
      const isTaken = await sendFromSlack(scene.stage, "interactions", new URLSearchParams({ payload: JSON.stringify(click) }).toString());
      return isTaken ? isTaken : undefined;
    });
  slack.views.clear(mia.id);
  await clicks("storm.list", `${id}:0`, { channel: { id: slack.channels.resolve(crowded.slice(1)).id }, message: { ts: "1.000001" } });
  const view = slack.views.stackOf(mia.id).at(-1);
  if (view === undefined) throw new Error("no list was opened");
  await clicks("storm.card", `${id}:${caseOf(scene)}`, { view: { ...view.sent, id: view.id } });
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
